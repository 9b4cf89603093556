import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { CursorWord, Done, Email, Id, Limit, Name, Page } from '../platform/http/shapes.ts';
import { ImapChange, ImapSettings, SmtpChange, SmtpSettings } from './email/settings.ts';

/** The API of channels: which there are, how they are, and how one is connected. No password ever comes out. */

export const channelStates = ['ok', 'connecting', 'degraded', 'reauth', 'down', 'off'] as const;

const Password = z.string().min(1).max(1000);
const ImapInput = ImapSettings.extend({ password: Password });
const SmtpInput = SmtpSettings.extend({
  password: Password.optional().describe('Left out: the same as for IMAP.'),
});

export const Channel = z.object({
  id: Id,
  type: z.string(),
  name: z.string(),
  address: z.string(),
  aliases: z.array(z.string()),
  inbox: z.object({ id: Id, name: z.string() }),
  brand: z.object({ id: Id, name: z.string() }),
  state: z.enum(channelStates),
  stateDetail: z.string().describe('What is wrong and what to do, in plain words; empty when all is well.'),
  stateSince: z.date(),
  lastOkAt: z.date().nullable().describe('When the mail host was last reached with nothing left to fetch.'),
  lastInAt: z.date().nullable(),
  lastOutAt: z.date().nullable(),
  lagSeconds: z
    .number()
    .nullable()
    .describe('Seconds since it was last known to be up to date; null for a door.'),
  waiting: z.number().int().describe('Mails stored and not yet read, exact up to 1,000.'),
  unreadable: z.number().int().describe('Mails that could not be read, exact up to 1,000.'),
  receives: z.enum(['imap', 'forward']),
  sends: z.boolean(),
  imap: ImapSettings.nullable(),
  smtp: SmtpSettings.nullable(),
  plusAddress: z.boolean(),
  forwardTo: z
    .object({ smtpPort: z.number().int(), lmtpPort: z.number().int().nullable() })
    .nullable()
    .describe('For "forward": where our own door listens.'),
  sample: z.boolean(),
});

export const Step = z.object({
  side: z.enum(['imap', 'smtp']),
  name: z.enum(['dns', 'tcp', 'tls', 'sign-in', 'folder', 'idle', 'sent', 'from']),
  ok: z.boolean(),
  /** Not wrong, but worth knowing: the step passed with a lesser result. */
  warning: z.boolean().default(false),
  detail: z.string().describe('What happened, in plain words.'),
  advice: z.string().nullable().describe('What to do about it; null when there is nothing to do.'),
});
export type Step = z.infer<typeof Step>;

const Server = z.object({
  host: z.string(),
  port: z.number().int(),
  security: z.enum(['tls', 'starttls', 'none']),
});

export const Detected = z.object({
  provider: z.string().nullable(),
  found: z
    .enum(['known', 'mx', 'srv', 'guess'])
    .describe(
      'By our own table, by who takes the mail of this domain, by its SRV records, or merely guessed.',
    ),
  imap: Server,
  smtp: Server,
  user: z.string(),
  advice: z.string().nullable().describe('What this provider asks for, such as an app password.'),
});
export type Detected = z.infer<typeof Detected>;

export const NotRead = z.object({
  id: Id,
  channel: z.object({ id: Id, address: z.string() }),
  state: z.enum(['stored', 'unreadable', 'ignored']),
  note: z.string().describe('Why it became no message, in plain words.'),
  size: z.number().int(),
  from: z.string().nullable(),
  receivedAt: z.date(),
});
export type NotRead = z.infer<typeof NotRead>;

const ConnectEmail = z.object({
  address: Email,
  name: Name.optional(),
  aliases: z.array(Email).max(50).default([]),
  inboxId: Id.optional().describe('An existing inbox; or name a new one.'),
  newInbox: z
    .object({ name: Name, brandId: Id.optional(), brandName: Name.optional() })
    .optional()
    .describe('A new inbox, under a brand that exists or a new one.'),
  receive: z.enum(['imap', 'forward']),
  imap: ImapInput.optional(),
  smtp: SmtpInput.optional(),
  plusAddress: z.boolean().default(false),
});

const ref = z.object({ id: Id });

export const channelsContract = {
  list: oc
    .route({ method: 'GET', path: '/channels', summary: 'Every channel and how it is' })
    .output(z.object({ items: z.array(Channel), next: z.null() })),
  get: oc.route({ method: 'GET', path: '/channels/{id}', summary: 'One channel' }).input(ref).output(Channel),
  detect: oc
    .route({ method: 'POST', path: '/channels/email/detect', summary: 'Guess the servers of an address' })
    .input(z.object({ address: Email }))
    .output(Detected),
  test: oc
    .route({
      method: 'POST',
      path: '/channels/email/test',
      summary: 'Try a mailbox, changing nothing: a stream of events, one for each step as it ends',
    })
    .input(
      z.object({
        channelId: Id.optional().describe('Take what is left out here, passwords too, from this channel.'),
        address: Email,
        imap: ImapSettings.extend({ password: Password.optional() }).optional(),
        smtp: SmtpInput.optional(),
      }),
    )
    .output(eventIterator(Step)),
  connect: oc
    .route({ method: 'POST', path: '/channels/email', summary: 'Connect a mailbox', successStatus: 201 })
    .input(ConnectEmail)
    .output(Channel),
  change: oc
    .route({ method: 'PATCH', path: '/channels/{id}', summary: 'Change a channel' })
    .input(
      ref.extend({
        name: Name.optional(),
        inboxId: Id.optional(),
        aliases: z.array(Email).max(50).optional(),
        imap: ImapChange.nullable().optional(),
        smtp: SmtpChange.nullable().optional(),
        plusAddress: z.boolean().optional(),
        authserv: z.string().max(253).nullable().optional(),
      }),
    )
    .output(Channel),
  pause: oc
    .route({
      method: 'POST',
      path: '/channels/{id}/pause',
      summary: 'Stop fetching until resumed; nothing is lost',
    })
    .input(ref)
    .output(Channel),
  resume: oc
    .route({ method: 'POST', path: '/channels/{id}/resume', summary: 'Fetch again, catching up' })
    .input(ref)
    .output(Channel),
  retry: oc
    .route({ method: 'POST', path: '/channels/{id}/retry', summary: 'Try again now' })
    .input(ref)
    .output(Channel),
  archive: oc
    .route({ method: 'DELETE', path: '/channels/{id}', summary: 'Disconnect; conversations stay' })
    .input(ref)
    .output(Done),
  limits: oc
    .route({
      method: 'GET',
      path: '/channel-limits',
      summary: 'What each channel can carry, for whoever writes',
    })
    .output(
      z.array(
        z.object({
          type: z.string(),
          inboxId: Id.nullable(),
          text: z.object({
            max: z.number().int(),
            unit: z.enum(['chars', 'bytes']),
            rich: z.enum(['none', 'markdown', 'html']),
          }),
          files: z
            .object({ max: z.number().int().describe('Bytes together.'), perMessage: z.number().int() })
            .nullable(),
          copies: z.boolean().describe('Whether several people and copies are possible.'),
        }),
      ),
    ),
  room: oc
    .route({
      method: 'GET',
      path: '/channels/room',
      summary: 'Whether the disk has room for what comes in',
    })
    .output(z.object({ state: z.enum(['ok', 'low', 'full']) })),
  notRead: oc
    .route({
      method: 'GET',
      path: '/channels/not-read',
      summary: 'What came in and became no message, newest first',
    })
    .input(z.object({ limit: Limit, cursor: CursorWord }))
    .output(Page(NotRead)),
  readAgain: oc
    .route({
      method: 'POST',
      path: '/channels/not-read/{id}/read',
      summary: 'Read an input again, as a message',
    })
    .input(ref)
    .output(Done),
};
