import { day, hour } from './ago.ts';
import { autumn } from './eight-weeks-autumn.ts';
import { lately } from './eight-weeks-lately.ts';
import type { Colleague, Customer, SampleConversation, Team } from './world.ts';

/** One solved matter: what was asked and answered, how it was solved, and what the customer said of it. */
export type Case = {
  customer: Customer;
  subject: string;
  asks: string;
  answer: string;
  by: Colleague | 'me';
  team: Team;
  partners?: true;
  language?: string;
  tags?: string[];
  cause: string;
  how: string;
  why?: string;
  /** Settled or not, the stars given (0: none), and a comment; 'silent' for whoever did not answer. */
  said: 'silent' | [settled: boolean, stars: number, comment?: string];
};

/** Eight weeks of solved conversations, so that Satisfaction, causes and "Solved before" have something true to show. */
export const eightWeeks: SampleConversation[] = [...autumn, ...lately].map((one, n, all) => {
  // Spread evenly from eight weeks ago to the day before yesterday.
  const opened = Math.round((56 - (n * 53) / (all.length - 1)) * day) + (n % 7) * hour;
  const {
    customer,
    subject,
    asks,
    answer,
    by,
    team,
    tags,
    partners,
    language,
    cause,
    how,
    why = '',
    said,
  } = one;
  return {
    subject,
    customer,
    team,
    assignee: by,
    status: said !== 'silent' && !said[0] ? 'open' : 'solved',
    ...(partners && { inbox: 'partners' }),
    ...(tags && { tags }),
    ...(language && { language }),
    resolution: { how, cause, why },
    feedback:
      said === 'silent'
        ? said
        : { settled: said[0], rating: said[1] || null, ...(said[2] && { comment: said[2] }) },
    lines: [
      { by: customer, ago: opened, text: asks },
      { by, ago: opened - 40 - (n % 5) * 25, text: answer },
    ],
  };
});
