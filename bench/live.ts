import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { WebSocket, WebSocketServer } from 'ws';
import { newId } from '../src/platform/ids.ts';
import { limits } from '../src/platform/live/frames.ts';
import { type Desk, liveWorld } from '../test/live-world.ts';
import { percentile, type Row, report, time } from './figures.ts';

const samples = 400;

type World = Awaited<ReturnType<typeof liveWorld>>;

/**
 * From the commit of an event to its frame on another desk, against what cannot be done without: waiting
 * for others to go into the same frame, one trip over the same kind of socket, one query.
 */
export async function run(): Promise<boolean> {
  const world = await liveWorld();
  const [agent, inbox] = [newId(), newId()];
  world.rights.set(agent, new Set([inbox]));
  try {
    const echo = await echoes();
    const query = await time(samples, 50, () =>
      sql`select 1 from events where id = 1`.execute(world.ground.db),
    );
    const [floor, quiet] = [95, 50].map((p) => percentile(echo, p) + percentile(query, p)) as [
      number,
      number,
    ];
    const desk = world.desk(agent);
    await desk.hello();
    const alone = await arrivals(world, desk, inbox, samples);

    const others = Array.from({ length: 1_000 }, () => world.desk(agent));
    await Promise.all(others.map((other) => other.hello()));
    const among = await arrivals(world, desk, inbox, 100);

    const allowed = limits.gather + 3 * floor;
    const rows: Row[] = [
      { what: 'echo over the socket + one query, p50', value: quiet, unit: 'ms' },
      { what: 'echo over the socket + one query, p95', value: floor, unit: 'ms' },
      { what: 'committed → on another desk, p50', value: percentile(alone, 50), unit: 'ms' },
      {
        what: `committed → on another desk, p95 (limit: ${limits.gather} ms + 3 × echo and query)`,
        value: percentile(alone, 95),
        unit: 'ms',
        limit: { value: allowed, kind: 'at most' },
      },
      { what: 'ratio of that to its limit', value: percentile(alone, 95) / allowed, unit: '×' },
      { what: 'the same with 1,000 more desks listening, p95', value: percentile(among, 95), unit: 'ms' },
    ];
    return report('live: an event committed → on another desk', rows);
  } finally {
    await world.close();
  }
}

/** Milliseconds from the end of each commit to the frame. */
async function arrivals(world: World, desk: Desk, inbox: string, times: number): Promise<number[]> {
  const spent: number[] = [];
  for (let n = -20; n < times; n++) {
    // Acts come when they come: some right behind another, whose frame they then have to let pass.
    await pause(((n + 20) * 7) % 40);
    await world.happen('bench.live', inbox);
    const committed = performance.now();
    await desk.next('events');
    if (n >= 0) spent.push(performance.now() - committed);
  }
  return spent;
}

async function echoes(): Promise<number[]> {
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(String(data))));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const socket = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  await new Promise((resolve) => socket.once('open', resolve));
  const frame = JSON.stringify({
    is: 'events',
    cursor: '1.1',
    items: [{ kind: 'bench.live', conversation: newId() }],
  });
  const spent = await time(samples, 50, () => {
    const back = new Promise((resolve) => socket.once('message', resolve));
    socket.send(frame);
    return back;
  });
  socket.terminate();
  server.close();
  http.close();
  return spent;
}
