import { conversationsFill } from '../conversations/desk/fill.ts';
import type { Fill } from '../ui/slots.ts';

/** Which rooms put something on the desk, in the order it appears. A room that has a fill adds its line. */
const fills: readonly Fill[] = [conversationsFill];

export const nav = fills.flatMap((fill) => fill.nav ?? []);
export const panelSections = fills.flatMap((fill) => fill.panel ?? []);
export const composerTools = fills.flatMap((fill) => fill.composer ?? []);
export const listBadges = fills.flatMap((fill) => fill.badges ?? []);
export const settingsPages = fills.flatMap((fill) => fill.settings ?? []);
export const paletteEntries = fills.flatMap((fill) => fill.palette ?? []);
export const touches = fills.flatMap((fill) => fill.touch ?? []);
