import { wordsOf } from '../lines.ts';
import type { ParsedMail } from '../mail.ts';
import type { Sample } from './sample.ts';

/** What is wrong with a reading of a sample, one sentence each; empty when all is right. */
export function judge(sample: Sample, mail: ParsedMail): string[] {
  const faults: string[] = [];
  const differ = (what: string, wanted: unknown, got: unknown) => {
    if (JSON.stringify(wanted) !== JSON.stringify(got)) faults.push(`${what}: wanted ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
  };
  if (sample.from !== undefined) differ('from', sample.from, mail.from?.address ?? null);
  if (sample.subject !== undefined) differ('subject', sample.subject, mail.subject);
  if (sample.body !== undefined && !bodyRight(sample, mail.text)) faults.push(`body: wanted\n${sample.body}\ngot\n${mail.text}`);
  if (sample.reply !== undefined && !replyExact(sample, mail.replyText)) faults.push(`reply: wanted\n${sample.reply}\ngot\n${mail.replyText}`);
  if (sample.files !== undefined) differ('files', sample.files, mail.attachments.map((file) => file.name));
  if (sample.auto !== undefined) differ('auto', sample.auto, mail.auto);
  if (sample.list !== undefined) differ('list', sample.list, mail.list);
  if (sample.forwarded !== undefined) differ('forwarded', sample.forwarded, forwardedOf(mail));
  if (sample.bounce !== undefined) {
    differ('bounce kind', sample.bounce.kind, mail.bounce?.kind);
    differ('bounce recipient', sample.bounce.recipient, mail.bounce?.recipient);
    if (sample.bounce.originalMessageId) differ('bounced mail', sample.bounce.originalMessageId, mail.bounce?.originalMessageId);
  }
  return faults;
}

export function bodyRight(sample: Sample, text: string): boolean {
  return wordsOf(sample.body ?? '').join(' ') === wordsOf(text).join(' ');
}

export function replyExact(sample: Sample, reply: string): boolean {
  return wordsOf(sample.reply ?? '').join(' ') === wordsOf(reply).join(' ');
}

/** Whether every word the person wrote is still there, in order. */
export function nothingLost(sample: Sample, reply: string): boolean {
  const got = wordsOf(reply);
  let at = 0;
  for (const word of wordsOf(sample.reply ?? '')) {
    at = got.indexOf(word, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

export function forwardedOf(mail: ParsedMail): string | null {
  return mail.forwardedFrom ? mail.forwardedFrom.address || mail.forwardedFrom.name : null;
}
