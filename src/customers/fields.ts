import type { Tx } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';
import type {} from './tables.ts';

export type FieldType = 'text' | 'number' | 'date' | 'checkbox' | 'choice';

/**
 * Values of custom fields as they may be kept: each of its field's type, null to take it away. Throws
 * BAD_INPUT, naming the field, for anything else.
 */
export async function checkedFields(
  tx: Tx,
  noun: 'conversation' | 'customer',
  given: Record<string, unknown>,
): Promise<Record<string, string | number | boolean | null>> {
  const keys = Object.keys(given);
  if (keys.length === 0) return {};
  const fields = await tx
    .selectFrom('custom_fields')
    .select(['key', 'label', 'type', 'choices'])
    .where('noun', '=', noun)
    .where('archived_at', 'is', null)
    .where('key', 'in', keys)
    .execute();
  const checked = keys.map((key) => {
    const field = fields.find((one) => one.key === key);
    if (!field) throw refuse('BAD_INPUT', `There is no field “${key.slice(0, 40)}”. Nothing was changed.`);
    const value = given[key] ?? null;
    if (value !== null && !fits(field.type, field.choices, value)) {
      throw refuse('BAD_INPUT', `“${field.label}” needs ${needs[field.type]}. Nothing was changed.`);
    }
    return [key, value as string | number | boolean | null] as const;
  });
  return Object.fromEntries(checked);
}

const needs: Record<FieldType, string> = {
  text: 'a text of at most 2,000 characters',
  number: 'a number',
  date: 'a date such as 2026-03-02',
  checkbox: 'true or false',
  choice: 'one of its choices',
};

function fits(type: FieldType, choices: string[], value: unknown): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string' && value.length <= 2_000;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'date':
      return typeof value === 'string' && isDate(value);
    case 'checkbox':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && choices.includes(value);
  }
}

/** A day of the calendar as ISO 8601 writes it; 30 February is none. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
