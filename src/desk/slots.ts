import { cannedFill } from '../canned/desk/fill.ts';
import { channelsFill } from '../channels/desk/fill.ts';
import { conversationsFill } from '../conversations/desk/fill.ts';
import { customersFill } from '../customers/desk/fill.ts';
import { feedbackFill } from '../feedback/desk/fill.ts';
import { noticesFill } from '../notices/desk/fill.ts';
import { staffFill } from '../staff/desk/fill.ts';
import { type Fill, fillSlots } from '../ui/slots.ts';

/**
 * Which rooms put something on the desk, in the order it appears. A room that has a fill adds its line; what
 * is only needed on settings or in the palette goes to later-slots.ts.
 */
const fills: readonly Fill[] = [
  channelsFill,
  staffFill,
  customersFill,
  feedbackFill,
  noticesFill,
  conversationsFill,
  cannedFill,
];

export const nav = fills.flatMap((fill) => fill.nav ?? []);
export const navSections = fills.flatMap((fill) => fill.navSections ?? []);
export const touches = fills.flatMap((fill) => fill.touch ?? []);

fillSlots({
  panel: fills.flatMap((fill) => fill.panel ?? []),
  composer: fills.flatMap((fill) => fill.composer ?? []),
  badges: fills.flatMap((fill) => fill.badges ?? []),
});
