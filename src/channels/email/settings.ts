import { z } from 'zod';
import type { Secrets } from '../../platform/settings/secrets.ts';

/** What an e-mail channel needs to know: one schema for the form, the API and every check (law 7). */

const Host = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[a-z0-9_.:[\]-]+$/, 'Only the name of a server, such as imap.example.com.');
const Port = z.number().int().min(1).max(65535);
const Folder = z
  .string()
  .min(1)
  .max(250)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be in it
  .regex(/^[^\x00-\x1f]*$/, 'A folder name holds no line breaks.');
/** 'tls' from the first byte, 'starttls' after a plain greeting (required, never skipped), 'none' for local hosts. */
const Security = z.enum(['tls', 'starttls', 'none']);
const Address = z.string().trim().toLowerCase().max(254).pipe(z.email());

export const ImapSettings = z.object({
  host: Host,
  port: Port.default(993),
  security: Security.default('tls'),
  user: z.string().min(1).max(254),
  folder: Folder.default('INBOX'),
  after: z
    .enum(['leave', 'seen', 'move'])
    .default('seen')
    .describe('What happens to a mail in the mailbox once Rapport has stored it.'),
  moveTo: Folder.nullable().default(null).describe('For "move": the folder; it is made if missing.'),
  backfillDays: z.number().int().min(0).max(3650).default(0).describe('How far back old mail is brought in.'),
  sent: Folder.nullable().default(null).describe('The Sent folder; null lets the server say which it is.'),
  watchSent: z.boolean().default(true).describe('Whether answers sent from other programs join the thread.'),
});
export type ImapSettings = z.infer<typeof ImapSettings>;

export const SmtpSettings = z.object({
  host: Host,
  port: Port.default(465),
  security: Security.default('tls'),
  user: z.string().max(254).default('').describe('Empty: the server asks for no sign-in.'),
});
export type SmtpSettings = z.infer<typeof SmtpSettings>;

/**
 * The same settings as a change to them: whatever is left out stays as it is. (`partial()` alone would fill
 * in the defaults and so undo what was set before.)
 */
function changeOf<Shape extends z.ZodRawShape>(settings: z.ZodObject<Shape>) {
  const fields = Object.entries(settings.shape).map(([name, field]) => {
    const plain = field instanceof z.ZodDefault ? field.unwrap() : field;
    return [name, (plain as z.ZodType).optional()];
  });
  return z.object(Object.fromEntries(fields)) as unknown as z.ZodType<Partial<z.output<z.ZodObject<Shape>>>>;
}
export const ImapChange = changeOf(ImapSettings.extend({ password: z.string().min(1).max(1000) }));
export const SmtpChange = changeOf(SmtpSettings.extend({ password: z.string().min(1).max(1000) }));

export const EmailConfig = z.object({
  aliases: z.array(Address).max(50).default([]).describe('Other addresses whose mail arrives here too.'),
  imap: ImapSettings.nullable().default(null).describe('null: mail is forwarded to our own door.'),
  smtp: SmtpSettings.nullable().default(null).describe('null: this channel only receives.'),
  plusAddress: z
    .boolean()
    .default(false)
    .describe('Whether the host accepts name+token@domain, as the probe at set-up found.'),
  authserv: z
    .string()
    .max(253)
    .nullable()
    .default(null)
    .describe('The name under which the mail host writes Authentication-Results (RFC 8601, section 2.5).'),
});
export type EmailConfig = z.infer<typeof EmailConfig>;

/** The secret part of the settings: sealed as one under `channel:<id>`, never returned, never logged. */
export const EmailSecrets = z.object({
  imapPassword: z.string().max(1000).default(''),
  smtpPassword: z.string().max(1000).default(''),
});
export type EmailSecrets = z.infer<typeof EmailSecrets>;

type Row = { id: string; config: unknown; secrets: Uint8Array | null };

/** The settings of a channel's row, checked once for each row read. Throws when they are not those of e-mail. */
export function readEmailConfig({ config }: Pick<Row, 'config'>): EmailConfig {
  const known = checked.get(config as object);
  if (known) return known;
  const read = EmailConfig.parse(config);
  checked.set(config as object, read);
  return read;
}
const checked = new WeakMap<object, EmailConfig>();

/** The passwords of a channel's row. Throws when the key is not the one they were sealed with. */
export function openEmailSecrets(secrets: Secrets, row: Pick<Row, 'id' | 'secrets'>): EmailSecrets {
  if (!row.secrets) return EmailSecrets.parse({});
  return EmailSecrets.parse(JSON.parse(secrets.open(row.secrets, `channel:${row.id}`)));
}

export const sealEmailSecrets = (secrets: Secrets, channelId: string, plain: EmailSecrets): Buffer =>
  secrets.seal(JSON.stringify(EmailSecrets.parse(plain)), `channel:${channelId}`);

/** Every address this channel answers to, the one it sends from first. */
export const addressesOf = (row: { address: string; config: unknown }): string[] => [
  row.address,
  ...readEmailConfig(row).aliases,
];
