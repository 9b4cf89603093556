/**
 * The events this room records; their data holds ids, numbers and names of states only (law 14). Each
 * raises the conversation's version by exactly one. Kinds that begin with `conversation.` are lines of
 * the trail, those with `message.` accompany a message that is seen itself.
 */
export const conversationEvents = {
  'conversation.opened': 'by a message or an agent; data: channel, place, followsId',
  'conversation.assigned': 'data: agentId, teamId, fromAgentId, fromTeamId',
  'conversation.status': 'set by hand; data: from, to',
  'conversation.solved': 'data: from',
  'conversation.reopened': 'by an agent, an answer or a bounce; data: from, why',
  'conversation.closed': 'by age; no answer reopens it',
  'conversation.snoozed': 'data: until',
  'conversation.woken': 'data: why (time, message, agent)',
  'conversation.subject': 'the new one stands in the conversation',
  'conversation.kind': 'data: from, to',
  'conversation.priority': 'data: from, to',
  'conversation.left': 'heard by the inbox it left; data: toInboxId',
  'conversation.moved': 'data: fromInboxId, toInboxId',
  'conversation.fields': 'data: keys',
  'conversation.tagged': 'data: added, removed (tag ids)',
  'conversation.spam': 'data: blocked',
  'conversation.binned': '',
  'conversation.restored': 'data: from',
  'conversation.participant': 'data: accepted',
  'conversation.feedback':
    'the customer said whether it is settled, and how it was; data: settled, rating, agentId',
  'conversation.flooded': 'further mail of this sender is collected here',
  'conversation.deleted': 'from the bin, by age',
  'message.received':
    'data: messageId, quiet (historic, blocked, automated or pending: nobody is to be disturbed)',
  'message.replied': 'data: messageId, and how to take it back: from, fromAgentId, waitingSince',
  'message.automatic': 'said by Rapport itself, which changes nothing else; data: messageId',
  'message.noted': 'data: messageId',
  'message.taken-back': 'data: messageId',
  'message.delivery': 'data: messageId, state',
} as const;

export type ConversationEvent = keyof typeof conversationEvents;

/** What is shown as a line of the trail; the rest is said by a message or is nobody's news. */
export const trailKinds: readonly ConversationEvent[] = (
  Object.keys(conversationEvents) as ConversationEvent[]
).filter(
  (kind) =>
    kind.startsWith('conversation.') &&
    !['conversation.opened', 'conversation.left', 'conversation.deleted'].includes(kind),
);
