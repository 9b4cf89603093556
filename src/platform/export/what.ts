import type pg from 'pg';
import { ident, tablesOf } from '../backup/tables.ts';

/**
 * What an export leaves out, with the reason: secrets that would let somebody in, and what Rapport only keeps
 * to do its work. Everything else goes out as it is stored, also what a later version adds; nobody is held here by their
 * data.
 */
export const leftOut: Readonly<Record<string, string>> = {
  accounts: 'hashes of passwords',
  api_keys: 'hashes of keys',
  code_tries: 'how often a code was tried of late',
  event_cursors: 'how far each part of Rapport has read',
  idempotency_keys: 'answers to requests of the last day',
  mail_archives: 'old mail on its way in',
  one_time_links: 'links that would let somebody in',
  passkeys: 'keys to sign in by',
  search_words: 'counted from the messages',
  second_factors: 'secrets of the second factor',
  sessions: 'cookies that would let somebody in',
  sign_in_attempts: 'what was begun by somebody who wants in',
  thread_keys: 'names of mails that never came',
  uploads: 'files of messages not yet sent',
  verifications: 'links that would let somebody in',
};

/** Columns left out of a table that goes: sealed with a key that stays here, or told by the rest. */
const leftOutColumns: Readonly<Record<string, readonly string[]>> = {
  channels: ['secrets', 'listener_id', 'listener_until', 'cursor'],
  messages: ['search'],
  customers: ['search'],
  // The input itself goes as a file of its own.
  raw_inbound: ['bytes'],
  conversations: ['shelf'],
};

/** A column that goes otherwise than it is stored: of a setting its secrets stay here, even sealed. */
const changedColumns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  settings: {
    value: `case when jsonb_typeof(t.value) = 'object' then t.value - '{secret,sealed,mark}'::text[] else t.value end`,
  },
};

export type Outgoing = { name: string; sql: string };

/** The tables that go, each with the SQL of its rows, one JSON object each. */
export async function exported(client: pg.ClientBase): Promise<Outgoing[]> {
  const tables = await tablesOf(client);
  return tables
    .filter(({ name }) => !(name in leftOut))
    .map(({ name, columns }) => {
      const kept = columns
        .filter((column) => !leftOutColumns[name]?.includes(column))
        .map((column) => `${changedColumns[name]?.[column] ?? `t.${ident(column)}`} as ${ident(column)}`);
      const rows = `select ${kept.join(', ')} from ${ident(name)} t`;
      return { name, sql: `select row_to_json(r)::text as line from (${rows}) r` };
    });
}
