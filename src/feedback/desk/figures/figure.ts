import type { client } from '../../../ui/api.ts';
import { number } from '../../../ui/format.ts';
import { language, type WordId } from '../../../ui/words.ts';

export type Figures = Awaited<ReturnType<typeof client.feedback.figures>>['total'];
export type Which = NonNullable<Parameters<typeof client.feedback.rows>[0]['which']>;
/** Which part of the feedback figures are about. */
export type Place = { from?: Date; inboxId?: string; teamId?: string; agentId?: string };

export type FigureId = 'settledRate' | 'csat' | 'responseRate' | 'average' | 'asked';

type Figure = {
  label: WordId;
  /** What it counts, in a sentence. */
  definition: WordId;
  /** The rows behind it: what it counts first, then what it leaves out. */
  rows: readonly [Which, ...Which[]];
  /** How many it counts of how many. */
  parts?: readonly [part: Which, whole: Which];
};

export const figures: Record<FigureId, Figure> = {
  settledRate: {
    label: 'feedback.settledRate',
    definition: 'feedback.settledRate.is',
    rows: ['settled', 'notSettled'],
    parts: ['settled', 'answered'],
  },
  csat: {
    label: 'feedback.csat',
    definition: 'feedback.csat.is',
    rows: ['satisfied', 'unsatisfied', 'rated'],
    parts: ['satisfied', 'rated'],
  },
  responseRate: {
    label: 'feedback.responseRate',
    definition: 'feedback.responseRate.is',
    rows: ['answered', 'asked'],
    parts: ['answered', 'asked'],
  },
  average: { label: 'feedback.average', definition: 'feedback.average.is', rows: ['rated'] },
  asked: { label: 'feedback.asked', definition: 'feedback.asked.is', rows: ['asked'] },
};

/** A figure as people read it; a dash where there is nothing to count. */
export function shown(id: FigureId, of: Figures): string {
  const value = of[id];
  if (value === null) return '–';
  if (id === 'asked') return number(value);
  return new Intl.NumberFormat(
    language(),
    id === 'average'
      ? { minimumFractionDigits: 1, maximumFractionDigits: 1 }
      : { style: 'percent', maximumFractionDigits: 0 },
  ).format(value);
}
