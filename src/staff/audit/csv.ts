import { csvLine } from '../../platform/http/csv.ts';
import type { AuditEntry } from './contract.ts';
import { kindOf } from './kinds.ts';

const headings = [
  'time',
  'kind',
  'action',
  'by',
  'by id',
  'key',
  'address',
  'noun',
  'noun id',
  'noun name',
  'data',
];

/** Lines of CSV (RFC 4180), with the headings if these are the first. */
export function auditCsv(entries: readonly AuditEntry[], first: boolean): string {
  const lines = entries.map((entry) => [
    entry.at.toISOString(),
    kindOf(entry.action),
    entry.action,
    entry.by.name ?? entry.by.kind,
    entry.by.id ?? '',
    entry.key ? (entry.key.name ?? entry.key.id) : '',
    entry.ip ?? '',
    entry.noun,
    entry.nounId ?? '',
    entry.names[entry.nounId ?? ''] ?? '',
    JSON.stringify(entry.data),
  ]);
  return [...(first ? [headings] : []), ...lines].map(csvLine).join('');
}
