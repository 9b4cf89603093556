import { assign } from '../conversations/assign.ts';
import { changeConversation } from '../conversations/change.ts';
import type { Incoming } from '../conversations/incoming.ts';
import { note } from '../conversations/note.ts';
import { receive } from '../conversations/receive.ts';
import { reply } from '../conversations/reply.ts';
import { snooze } from '../conversations/snooze.ts';
import { solve } from '../conversations/solve.ts';
import { tag } from '../conversations/tag.ts';
import { after, minute } from '../platform/clock/clock.ts';
import { escapeHtml } from '../platform/html/bounds.ts';
import { newId } from '../platform/ids.ts';
import { agent, fitting, isColleague, person, plantFile, plantUpload, type Stage } from './stage.ts';
import { type Colleague, colleagues, domainOf, type Line, type SampleConversation } from './world.ts';

/** A conversation as it was planted: its id, and its messages in the order of its lines. */
export type Told = { id: string; messages: string[]; solvedAt: Date | null };

/** Has one conversation happen, line by line, through the doors every message takes. */
export async function play(stage: Stage, one: SampleConversation): Promise<Told> {
  const { tx, now, teams } = stage;
  const [first, ...rest] = one.lines;
  if (!first) throw new Error(`“${one.subject}” has no words.`);
  const opened = after(now, -first.ago * minute);
  let before = await incomingOf(stage, one, first, null);
  const { conversationId: id, messageId } = await receive(tx, stage.ground, before, opened);
  const messages = [messageId];
  const owner = agent(stage, one.assignee ?? 'dana');
  const agentId = one.assignee ? owner.id : null;
  await assign(tx, agent(stage, 'dana'), { id, teamId: teams[one.team], agentId }, opened);
  const fields = fitting(stage, 'conversation', one.fields ?? {});
  await changeConversation(tx, owner, { id, priority: one.priority, kind: one.kind, fields }, opened);
  if (one.tags) await tag(tx, owner, { id, add: one.tags }, opened);
  for (const line of rest) {
    const at = after(now, -line.ago * minute);
    if (isColleague(line.by)) messages.push(await weSay(stage, id, line, at));
    else {
      before = await incomingOf(stage, one, line, before.externalKey);
      messages.push((await receive(tx, stage.ground, before, at)).messageId);
    }
  }
  const last = after(now, -(one.lines.at(-1)?.ago ?? 0) * minute);
  if (one.snoozedForMinutes) {
    await snooze(tx, stage.me, { id, until: after(now, one.snoozedForMinutes * minute) }, last);
  }
  if (one.status !== 'solved' && !one.feedback) return { id, messages, solvedAt: null };
  const { how, cause, why } = one.resolution ?? { how: '', cause: '', why: '' };
  await solve(tx, owner, { id, how, why, causeId: stage.causes.get(cause) ?? null }, last);
  return { id, messages, solvedAt: last };
}

async function weSay(stage: Stage, id: string, line: Line, at: Date): Promise<string> {
  const by = agent(stage, line.by as Colleague | 'me');
  if (line.note) return (await note(stage.tx, by, { id, ...named(stage, line.text) }, at)).messageId;
  const attachments = [];
  for (const file of line.files ?? []) attachments.push(await plantUpload(stage, by.id, file));
  return (await reply(stage.tx, by, { id, text: line.text, attachments }, at)).messageId;
}

/** The words of a note with who is named in them, as the composer writes it. */
function named(stage: Stage, words: string): { text: string; html?: string } {
  const naming = /@(me|dana|tom|lena)\b/g;
  const called = (name: string) => `@${name === 'me' ? stage.myName : colleagues[name as Colleague].name}`;
  const text = words.replace(naming, (_, name: string) => called(name));
  if (text === words) return { text };
  const html = escapeHtml(words).replace(
    naming,
    (_, name: Colleague | 'me') =>
      `<span data-mention="${agent(stage, name).id}">${escapeHtml(called(name))}</span>`,
  );
  return { text, html: `<p>${html}</p>` };
}

/** A line of somebody outside as their mail would have come in. */
export async function incomingOf(
  stage: Stage,
  about: Pick<SampleConversation, 'subject' | 'inbox' | 'language'>,
  line: Line,
  answers: string | null,
): Promise<Incoming & { externalKey: string }> {
  const { name, address } = person(line.by as Parameters<typeof person>[0]);
  const id = newId();
  const attachments = [];
  for (const file of line.files ?? []) attachments.push(await plantFile(stage, file));
  return {
    id,
    channel: 'email',
    channelId: null,
    inboxId: stage.inboxes[about.inbox ?? 'support'],
    rawId: null,
    at: after(stage.now, -line.ago * minute),
    from: { name, address },
    to: [],
    cc: [],
    subject: answers ? `Re: ${about.subject}` : about.subject,
    text: line.text,
    html: null,
    replyText: line.text,
    automated: null,
    language: about.language ?? null,
    trust: line.trust ?? 'verified',
    externalKey: `<${id}@${domainOf(address)}>`,
    inReplyTo: answers,
    references: answers ? [answers] : [],
    tokens: [],
    attachments,
    remoteImages: 0,
    warnings: [],
    historic: false,
    fromUs: false,
  };
}
