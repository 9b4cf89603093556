import MailComposer from 'nodemailer/lib/mail-composer';
import { z } from 'zod';
import type { Ground } from '../../platform/ground.ts';
import { newId } from '../../platform/ids.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import { textToHtml } from './body.ts';
import { loopHeader, loopMark } from './loop.ts';
import { envelopeAddress, oneLine } from './recipients.ts';
import { canSendMail, sendThrough } from './send.ts';

const SystemMail = z.object({
  to: z.string().max(254),
  subject: z.string().max(500),
  text: z.string().max(20_000),
});
export type SystemMail = z.infer<typeof SystemMail>;

/**
 * Mail of Rapport itself to the people who work here: invitations, new passwords, alarms. It belongs to no
 * conversation and leaves at once through the first mailbox that works. Its text holds links that open
 * doors, so nothing of it is ever logged, nor put into an error.
 */
export const systemMailJob: Job<SystemMail> = {
  name: 'channels.system-mail',
  async run(ground, payload) {
    const mail = SystemMail.parse(payload);
    const to = envelopeAddress(mail.to.trim());
    if (!to) return ground.log.warn('A mail of our own had no usable address and was not sent');
    const reason = await throughAnyMailbox(ground, to, mail);
    // The queue tries again with growing pauses; the links inside run out before its patience does.
    if (reason) throw new Error(`A mail of our own could not be sent yet: ${reason}`);
  },
};

/** Sends through one mailbox after the other until one takes it; the last reason why none did, else undefined. */
async function throughAnyMailbox(ground: Ground, to: string, mail: SystemMail): Promise<string | undefined> {
  const channels = await ground.db
    .selectFrom('channels as c')
    .innerJoin('inboxes as i', 'i.id', 'c.inbox_id')
    .innerJoin('brands as b', 'b.id', 'i.brand_id')
    .selectAll('c')
    .select('b.name as brand')
    .where('c.type', '=', 'email')
    .where('c.archived_at', 'is', null)
    .where('c.sample', '=', false)
    .orderBy('c.out_error_at', (order) => order.desc().nullsFirst())
    .orderBy('c.created_at')
    .execute();
  let reason: string | undefined = 'there is no mailbox to send from';
  for (const channel of channels.filter(canSendMail)) {
    const from = envelopeAddress(channel.address);
    if (!from) continue;
    const messageId = `<${newId()}@${from.split('@')[1]}>`;
    const raw = await new MailComposer({
      messageId,
      date: ground.clock.now(),
      from: { name: oneLine(channel.brand), address: from },
      to: { name: '', address: to },
      subject: oneLine(mail.subject),
      text: mail.text,
      html: `<!doctype html><meta charset="utf-8"><div dir="auto">${textToHtml(mail.text)}</div>`,
      headers: { [loopHeader]: loopMark(ground.secrets), 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
      newline: 'win',
    })
      .compile()
      .build();
    const sent = await sendThrough(ground, channel, { from, to: [to], messageId, raw }, async () => {});
    // Once handed over, whatever came of it: twice would be worse than a person asking for another link.
    if (sent.ok || sent.error.retry === 'unknown') return undefined;
    reason = `${sent.error.code} at ${channel.address}`;
    if (sent.error.retry === 'never') {
      ground.log.warn({ code: sent.error.code, channelId: channel.id }, 'A mail of our own was refused');
      return undefined;
    }
  }
  return reason;
}
