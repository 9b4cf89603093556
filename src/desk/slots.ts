import { channelsFill } from '../channels/desk/fill.ts';
import { conversationsFill } from '../conversations/desk/fill.ts';
import { customersFill } from '../customers/desk/fill.ts';
import { staffFill } from '../staff/desk/fill.ts';
import { type Fill, fillSlots, type PaletteHit } from '../ui/slots.ts';

/** Which rooms put something on the desk, in the order it appears. A room that has a fill adds its line. */
const fills: readonly Fill[] = [channelsFill, staffFill, customersFill, conversationsFill];

export const nav = fills.flatMap((fill) => fill.nav ?? []);
export const settingsPages = fills.flatMap((fill) => fill.settings ?? []);
export const paletteEntries = fills.flatMap((fill) => fill.palette ?? []);
const nothing: readonly PaletteHit[] = [];
/** Finds what fits the words typed into the palette; one room does. */
export const usePaletteHits: NonNullable<Fill['usePaletteHits']> =
  fills.find((fill) => fill.usePaletteHits)?.usePaletteHits ?? (() => nothing);
export const touches = fills.flatMap((fill) => fill.touch ?? []);

fillSlots({
  panel: fills.flatMap((fill) => fill.panel ?? []),
  composer: fills.flatMap((fill) => fill.composer ?? []),
  badges: fills.flatMap((fill) => fill.badges ?? []),
});
