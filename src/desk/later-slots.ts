import { cannedLaterFill } from '../canned/desk/later-fill.ts';
import { channelsLaterFill } from '../channels/desk/later-fill.ts';
import { conversationsLaterFill } from '../conversations/desk/later-fill.ts';
import { feedbackLaterFill } from '../feedback/desk/later-fill.ts';
import { noticesLaterFill } from '../notices/desk/later-fill.ts';
import { staffLaterFill } from '../staff/desk/later-fill.ts';
import type { LaterFill, PaletteHit } from '../ui/slots.ts';
import { deskLaterFill } from './settings/later-fill.ts';

/** Which rooms have settings pages and lines of the palette, in the order they appear. Never imported at first paint. */
const fills: readonly LaterFill[] = [
  channelsLaterFill,
  staffLaterFill,
  noticesLaterFill,
  deskLaterFill,
  conversationsLaterFill,
  cannedLaterFill,
  feedbackLaterFill,
];

export const settingsPages = fills.flatMap((fill) => fill.settings ?? []);
export const paletteEntries = fills.flatMap((fill) => fill.palette ?? []);
const nothing: readonly PaletteHit[] = [];
/** Finds what fits the words typed into the palette; one room does. */
export const usePaletteHits: NonNullable<LaterFill['usePaletteHits']> =
  fills.find((fill) => fill.usePaletteHits)?.usePaletteHits ?? (() => nothing);
