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
  'conversation.snoozed': 'data: until, answer (until the customer answers, `until` at latest)',
  'conversation.woken': 'data: why (time, message, agent, unanswered)',
  'conversation.scheduled': 'a reply waits for its time; data: scheduledId, at',
  'conversation.rescheduled': 'data: scheduledId, at',
  'conversation.unscheduled':
    'it will not leave by itself any more; data: scheduledId, agentId, why (message, agent, access, refused)',
  'conversation.handed': 'a draft, to a colleague; data: agentId, handedId',
  'conversation.checklist': 'data: itemId, act (added, done, undone, assigned, changed, removed), agentId',
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
  'conversation.merged':
    'others were put into this one; data: sourceIds, and how it was: from, waitingSince, solvedAt, snoozedUntil',
  'conversation.merged-into': 'data: targetId',
  'conversation.unmerged': 'one was taken out of this again; data: sourceId',
  'conversation.unmerged-from': 'data: targetId',
  'conversation.split': 'its later messages went to a new one; data: toId',
  'conversation.split-off': 'made of the messages of another; data: fromId',
  'conversation.linked': 'data: otherId, as (what the other is to this one)',
  'conversation.unlinked': 'data: otherId, as',
  'conversation.aside': 'somebody else was written to beside it; data: asideId',
  'conversation.aside-answered': 'data: asideId, messageId, quiet, from',
  'conversation.seen': 'what came in beside a conversation was looked at',
  'message.forwarded': 'passed on to somebody else, which answers nobody; data: messageId, ofId',
  'message.received':
    'data: messageId, quiet (historic, blocked, automated or pending: nobody is to be disturbed)',
  'message.replied': 'data: messageId, and how to take it back: from, fromAgentId, waitingSince, solvedAt',
  'message.automatic': 'said by Rapport itself, which changes nothing else; data: messageId',
  'message.noted': 'data: messageId, and whom it names: agentIds, teamIds',
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
    !['conversation.opened', 'conversation.left', 'conversation.deleted', 'conversation.seen'].includes(kind),
);
