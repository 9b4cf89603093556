import { earlier } from './earlier.ts';
import { eightWeeks } from './eight-weeks.ts';
import { stockCount } from './stock-count.ts';
import { thisMorning } from './this-morning.ts';
import { today } from './today.ts';
import { tongues } from './tongues.ts';
import { trouble } from './trouble.ts';
import type { SampleConversation } from './world.ts';

/** What the sample customers wrote and were answered, oldest first: in the order it happened. */
export const conversations: readonly SampleConversation[] = [
  ...today,
  ...thisMorning,
  ...tongues,
  ...trouble,
  stockCount,
  ...earlier,
  ...eightWeeks,
].sort((one, other) => (other.lines[0]?.ago ?? 0) - (one.lines[0]?.ago ?? 0));
