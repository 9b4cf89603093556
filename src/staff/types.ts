import { z } from 'zod';
import { Hue, Id, Name } from '../platform/http/shapes.ts';
import { levels, roles, scopes, sights } from './caller.ts';

/** Shapes the contract and the server share; nothing here needs a server. */

/** How one person likes the desk. Defaults stand in preferences.ts, so that a change names only what changes. */
export const Preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  language: z.string().max(35).nullable().describe("null follows the workspace's."),
  undoSeconds: z.number().int().min(0).max(30).describe('How long a reply can be taken back.'),
  singleKeys: z.boolean().describe('Single-key shortcuts; some assistive tools need them off.'),
  keys: z
    .record(z.string().max(40), z.string().max(60))
    .refine((keys) => Object.keys(keys).length <= 200, 'A keyboard has fewer commands than this.')
    .describe('Keys of one’s own, by command; empty for none. What is not named keeps its keys.'),
  contrast: z.enum(['system', 'more', 'normal']),
  motion: z.enum(['system', 'less']),
  textSize: z.enum(['normal', 'large', 'larger']),
});
export type Preferences = z.infer<typeof Preferences>;

/** Intl knows every IANA zone of this machine (ECMA-402, section 6.5). */
const isTimeZone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
};
/** A BCP 47 language tag. */
const isLocale = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

const Locale = z.string().max(35).refine(isLocale, 'This is not a language tag such as en or pt-BR.');
const TimeZone = z.string().max(60).refine(isTimeZone, 'This time zone is not known, such as Europe/Vienna.');

export const WorkspaceInput = z.object({ name: Name, hue: Hue, locale: Locale, timeZone: TimeZone });
export const Workspace = z.object({
  name: z.string().default('Rapport'),
  hue: z.number().int().default(277),
  locale: z.string().default('en'),
  timeZone: z.string().default('UTC'),
});
export type Workspace = z.infer<typeof Workspace>;

export const Role = z.enum(roles);
export const Level = z.enum(levels);
export const Sight = z.enum(sights);
export const Person = z.object({ id: Id, name: z.string() });
export const Agent = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  sight: Sight.describe(
    'What of the conversations in their inboxes they see: all, their teams’, or their own. For agents and light agents.',
  ),
  teams: z.array(Person),
  active: z.boolean(),
  twoFactor: z.boolean(),
  lastSeenAt: z.date().nullable(),
  createdAt: z.date(),
});
export type Agent = z.infer<typeof Agent>;

export const Me = Agent.extend({
  preferences: Preferences,
  recoveryCodesLeft: z.number().int(),
  may: z
    .object({
      manageStaff: z.boolean(),
      manageTeams: z.boolean(),
      manageInboxes: z.boolean(),
      manageWorkspace: z.boolean(),
      manageKeys: z.boolean(),
    })
    .describe('Which settings pages are of any use to this person.'),
});
export type Me = z.infer<typeof Me>;

export const Session = z.object({
  id: Id,
  current: z.boolean(),
  device: z.string().describe('The browser and system in plain words.'),
  ip: z.string(),
  createdAt: z.date(),
  seenAt: z.date(),
});
export type Session = z.infer<typeof Session>;

export const Team = z.object({ id: Id, name: z.string(), hue: z.number().int(), members: z.array(Person) });
export type Team = z.infer<typeof Team>;

export const Brand = z.object({
  id: Id,
  name: z.string(),
  signature: z.string(),
  hue: z.number().int(),
  inboxCount: z.number().int(),
});
export type Brand = z.infer<typeof Brand>;

export const Inbox = z.object({
  id: Id,
  name: z.string(),
  brand: Person,
  team: Person.nullable(),
  address: z.string().nullable(),
  defaultLevel: Level,
  reopenDays: z.number().int(),
  waitingDays: z.number().int().nullable(),
  archived: z.boolean(),
  sample: z.boolean(),
  level: Level.describe('What you may do here.'),
});
export type Inbox = z.infer<typeof Inbox>;

export const Invitation = z.object({
  id: Id,
  email: z.string(),
  name: z.string(),
  role: Role,
  teams: z.array(Person),
  levels: z.array(z.object({ inboxId: Id, level: Level })),
  invitedBy: Person.nullable(),
  createdAt: z.date(),
  expiresAt: z.date(),
});
export type Invitation = z.infer<typeof Invitation>;

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  prefix: z.string().describe('How the key begins, to tell keys apart.'),
  scopes: z.array(z.enum(scopes)),
  agent: Person,
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const InboxAccess = z.object({
  agent: Person.extend({ role: Role }),
  level: Level.describe('What they may do, all things considered.'),
  own: Level.nullable().describe('Given to this person; null means the default of the inbox.'),
  fixed: z.boolean().describe('True if the role decides and nothing can be given or taken.'),
});
export type InboxAccess = z.infer<typeof InboxAccess>;

export const TeamInput = z.object({
  name: Name,
  hue: Hue.optional(),
  memberIds: z.array(Id).max(1000).optional(),
});
export const BrandInput = z.object({
  name: Name,
  signature: z.string().max(5000).optional(),
  hue: Hue.optional(),
});
export const InboxInput = z.object({
  name: Name,
  brandId: Id,
  teamId: Id.nullish(),
  defaultLevel: z.enum(['none', 'view', 'reply']).optional(),
  reopenDays: z
    .number()
    .int()
    .min(0)
    .max(3650)
    .optional()
    .describe('An answer to a conversation solved longer ago than this opens a new one.'),
  waitingDays: z
    .number()
    .int()
    .min(1)
    .max(365)
    .nullish()
    .describe('What waits for the customer longer than this is solved by itself; null: never.'),
});

/** Length is what makes a password strong (NIST SP 800-63B, section 5.1.1.2); nothing else is asked of it. */
export const Password = z
  .string()
  .min(10, 'A password needs at least 10 characters.')
  .max(128, 'A password may have at most 128 characters.');
