import { z } from 'zod';
import { Hue, Name } from '../platform/http/shapes.ts';

/** Shapes the contract and the server share; nothing here needs a server. */

/** How one person likes the desk. Defaults stand in preferences.ts, so that a change names only what changes. */
export const Preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  language: z.string().max(35).nullable().describe("null follows the workspace's."),
  undoSeconds: z.number().int().min(0).max(30).describe('How long a reply can be taken back.'),
  singleKeys: z.boolean().describe('Single-key shortcuts; some assistive tools need them off.'),
  notifyAssigned: z.boolean(),
  notifyUnassigned: z.boolean(),
  sound: z.boolean(),
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
