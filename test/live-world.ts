import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { WebSocket } from 'ws';
import { TestClock } from '../src/platform/clock/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import { connect } from '../src/platform/db/connect.ts';
import { transact } from '../src/platform/db/transact.ts';
import { createPulse } from '../src/platform/events/notify.ts';
import { record } from '../src/platform/events/record.ts';
import type { Ground } from '../src/platform/ground.ts';
import { newId } from '../src/platform/ids.ts';
import { createLive } from '../src/platform/live/live.ts';
import { createLog } from '../src/platform/log/log.ts';
import { testDatabase } from './db.ts';

/* For tests of this room: a server with live on a database of its own, and desks that listen to it. */

export type Item = {
  kind: string;
  conversation: string | null;
  inbox: string | null;
  version: number;
  by: string | null;
};
type Frame = {
  is: string;
  cursor?: string;
  items?: Item[];
  reason?: string;
  conversation?: string;
  agents?: unknown;
};

export const now = new Date('2026-03-01T10:00:00Z');

export async function liveWorld() {
  const database = await testDatabase();
  const connection = connect(database.config, () => {}, 20);
  const parts: Partial<Ground> = {
    config: readConfig({ PORT: '0', TRUSTED_PROXIES: '127.0.0.1' }),
    db: connection.db,
    pool: connection.pool,
    clock: new TestClock(now),
    log: createLog('silent'),
  };
  const ground = parts as Ground;
  /** Which inboxes each agent may see; whoever is not in here is not signed in. */
  const rights = new Map<string, Set<string>>();
  const pulse = createPulse(ground, database.config);
  const live = createLive({
    ground,
    pulse,
    async subscriberOf(headers) {
      const id = headers.get('x-agent') ?? '';
      const inboxes = rights.get(id);
      return inboxes
        ? { id, mayHear: (event) => event.inboxId === null || inboxes.has(event.inboxId) }
        : null;
    },
  });
  const server = createServer();
  live.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    ground,
    live,
    pulse,
    rights,
    port,
    pool: connection.pool,
    /** Records one event, as a verb would, and says so. */
    async happen(
      kind: string,
      inboxId: string | null,
      more: { conversationId?: string; version?: number; agentId?: string } = {},
    ) {
      await transact(ground.db, (tx) =>
        record(tx, {
          kind,
          at: now,
          by: { kind: 'agent', id: '00000000-0000-7000-8000-00000000000a' },
          inboxId,
          conversationId: more.conversationId ?? newId(),
          version: more.version ?? 1,
          data: { secret: 'never shown', ...(more.agentId ? { agentId: more.agentId } : {}) },
        }),
      );
      pulse.poke();
    },
    /** Many events at once, by one statement. */
    async flood(count: number, inboxId: string) {
      await sql`insert into events (at, kind, by_kind, inbox_id, conversation_id, version)
        select ${now}, 'test.flood', 'system', ${inboxId}::uuid, gen_random_uuid(), n from generate_series(1, ${count}) n`.execute(
        ground.db,
      );
      pulse.poke();
    },
    desk: (agent: string, headers: Record<string, string> = {}) =>
      new Desk(port, { 'x-agent': agent, ...headers }),
    async close() {
      await live.close();
      await pulse.close();
      server.close();
      await connection.close();
      await database.drop();
    },
  };
}

/** A client that keeps every frame and lets a test wait for one. */
export class Desk {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  readonly closed: Promise<number>;
  readonly opened: Promise<void>;
  #changed: (() => void)[] = [];
  #read = 0;

  constructor(port: number, headers: Record<string, string>, path = '/live') {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    this.opened = new Promise((resolve, reject) => {
      this.socket.on('open', resolve);
      this.socket.on('error', reject);
    });
    this.opened.catch(() => {});
    this.closed = new Promise((resolve) => this.socket.on('close', resolve));
    this.socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)));
      for (const changed of this.#changed.splice(0)) changed();
    });
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  async hello(from: string | null = null): Promise<string> {
    await this.opened;
    this.send({ is: 'hello', from });
    return (await this.next('ready')).cursor ?? '';
  }

  /** The next frame of this kind that was not waited for yet; frames before it are passed over. */
  async next(is: string): Promise<Frame> {
    for (;;) {
      const at = this.frames.findIndex((frame, n) => n >= this.#read && frame.is === is);
      if (at >= 0) {
        this.#read = at + 1;
        return this.frames[at] as Frame;
      }
      await this.#change();
    }
  }

  /** All items so far, once `enough` of them are there. */
  async items(enough: (items: Item[]) => boolean): Promise<Item[]> {
    for (;;) {
      const items = this.frames.flatMap((frame) => frame.items ?? []);
      if (enough(items)) return items;
      await this.#change();
    }
  }

  /** The last cursor this client was told. */
  get cursor(): string | null {
    return this.frames.findLast((frame) => frame.cursor !== undefined)?.cursor ?? null;
  }

  #change = (): Promise<void> => new Promise((resolve) => this.#changed.push(resolve));
}
