import { csvLine } from '../platform/http/csv.ts';
import type { FeedbackLine } from './contract.ts';

const heads = [
  'number',
  'subject',
  'customer',
  'inbox',
  'team',
  'agent',
  'asked_at',
  'answered_at',
  'settled',
  'rating',
  'comment',
];

/** Rows of feedback as CSV (RFC 4180), UTF-8 with a mark by which spreadsheets know it. */
export const csvOf = (lines: readonly FeedbackLine[]): string =>
  `\uFEFF${[heads, ...lines.map(cellsOf)].map(csvLine).join('')}`;

const cellsOf = (line: FeedbackLine): string[] => [
  String(line.conversation.number),
  line.conversation.subject,
  line.customer.name,
  line.inbox.name,
  line.team?.name ?? '',
  line.agent?.name ?? '',
  line.askedAt.toISOString(),
  line.answeredAt?.toISOString() ?? '',
  line.settled === null ? '' : line.settled ? 'yes' : 'no',
  line.rating === null ? '' : String(line.rating),
  line.comment,
];
