import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type Listeners, startListeners } from '../src/channels/listeners.ts';
import { readerOf } from '../src/channels/reader.ts';
import type { ChannelRow } from '../src/channels/tables.ts';
import { type TestGround, testGround } from './ground.ts';
import { connectMailbox } from './mailbox.ts';
import { type ImapServer, startImap } from './servers/imap.ts';

/** A question from Leila; the same `n` is the same mail. */
export const question = (n: number | string, rest: { body?: string; headers?: string } = {}) =>
  `From: Leila Tanaka <leila.tanaka${n}@alder.example>
To: support@copperfield.example
Subject: Question ${n}
Message-ID: <q${n}@alder.example>
${rest.headers ?? ''}
${rest.body ?? `This is question ${n}.`}
`;

export type Listening = {
  ground: TestGround;
  imap: ImapServer;
  listeners: Listeners | undefined;
  /** Connects support@copperfield.example to the IMAP server. */
  connect(settings?: Record<string, unknown>): Promise<ChannelRow>;
  listen(): Promise<void>;
  channel(): Promise<ChannelRow>;
  /** Subjects of everything that came in and was read. */
  subjects(): Promise<string[]>;
  isOk(): Promise<boolean>;
};

/** For every test of the block around it: a ground, an IMAP server, and listeners once `listen` was called. */
export function listening(): Listening {
  const at = {
    connect: (rest = {}) =>
      connectMailbox(at.ground, {
        imap: { port: at.imap.port, user: at.imap.user, password: 'secret', ...rest },
      }),
    listen: async () => {
      at.listeners = await startListeners(at.ground);
    },
    channel: () => at.ground.db.selectFrom('channels').selectAll().executeTakeFirstOrThrow(),
    subjects: async () => {
      await readerOf(at.ground).idle();
      const rows = await at.ground.db
        .selectFrom('messages')
        .select('subject')
        .where('direction', '=', 'in')
        .orderBy('subject')
        .execute();
      return rows.map((row) => row.subject);
    },
    isOk: async () => (await at.channel()).state === 'ok',
  } as Listening;
  beforeEach(async () => {
    at.ground = await testGround({ start: new Date().toISOString(), env: { MAIL_MAX_MB: '1' } });
    at.imap = await startImap();
  });
  afterEach(async () => {
    await at.listeners?.close();
    await at.imap.close();
    await at.ground.close();
  });
  return at;
}

/** Asks again until it is so; the limit only ends a test that fails. */
export async function until(so: () => Promise<boolean> | boolean, what: string, ms = 30_000): Promise<void> {
  for (const end = performance.now() + ms; !(await so()); await pause(20)) {
    if (performance.now() > end) assert.fail(`Not in time: ${what}`);
  }
}
