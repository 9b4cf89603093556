import { connectEmail } from '../src/channels/connect-channel.ts';
import type { EmailConfig } from '../src/channels/email/settings.ts';
import type { ChannelRow } from '../src/channels/tables.ts';
import { transact } from '../src/platform/db/transact.ts';
import { bySystem } from '../src/platform/events/record.ts';
import type { Ground } from '../src/platform/ground.ts';
import { netAllowKey } from '../src/platform/net/rules.ts';
import { writeSetting } from '../src/platform/settings/settings.ts';

type Options = {
  address?: string;
  aliases?: string[];
  imap?: Partial<NonNullable<EmailConfig['imap']>> & { port: number; user: string; password: string };
};

/** Connects support@copperfield.example, or another mailbox, to a new inbox of Copperfield's. */
export async function connectMailbox(ground: Ground, options: Options = {}): Promise<ChannelRow> {
  const { address = 'support@copperfield.example', aliases = [], imap } = options;
  await transact(ground.db, (tx) => writeSetting(tx, netAllowKey, ['127.0.0.1'], ground.clock.now()));
  const id = await transact(ground.db, (tx) =>
    connectEmail(
      tx,
      ground,
      bySystem,
      {
        address,
        aliases,
        newInbox: { name: 'Support', brandName: 'Copperfield' },
        receive: imap ? 'imap' : 'forward',
        ...(imap && { imap: imapSettings(imap) }),
        plusAddress: true,
      },
      ground.clock.now(),
    ),
  );
  return ground.db.selectFrom('channels').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

const imapSettings = (imap: NonNullable<Options['imap']>) => ({
  host: '127.0.0.1',
  security: 'none' as const,
  folder: 'INBOX',
  after: 'seen' as const,
  moveTo: null,
  backfillDays: 0,
  sent: null,
  watchSent: true,
  ...imap,
});
