import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { type Desk, liveWorld, now } from '../../../test/live-world.ts';
import { transact } from '../db/transact.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';

let world: Awaited<ReturnType<typeof liveWorld>>;
const [seen, hidden] = [newId(), newId()];
const maya = newId();

before(async () => {
  world = await liveWorld();
  world.rights.set(maya, new Set([seen]));
  await world.pool.query('create table things (id uuid primary key, inbox uuid, version integer)');
});
after(() => world.close());

/** A verb in small: changes a thing, raises its version, records it, takes its time, may be undone. */
const change = (id: string, inbox: string, ms: number, undo: boolean) =>
  transact(world.ground.db, async (tx) => {
    const { rows } = await sql<{ version: number }>`
      insert into things values (${id}, ${inbox}, 1)
      on conflict (id) do update set version = things.version + 1 returning version`.execute(tx);
    const version = rows[0]?.version ?? 0;
    await record(tx, {
      kind: 'thing.changed',
      at: now,
      by: { kind: 'agent', id: maya },
      inboxId: inbox,
      conversationId: id,
      version,
    });
    await new Promise((resolve) => setTimeout(resolve, ms));
    if (undo) throw new Error('undone');
  })
    .catch((error) => assert.match(String(error), /undone/))
    .finally(() => world.pulse.poke());

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      thing: fc.nat(3),
      hidden: fc.boolean(),
      ms: fc.nat(12),
      undo: fc.nat(9).map((n) => n === 0),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('cut' as const), away: fc.nat(15), politely: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(40) }) },
);

test('state plus events equals fresh state, without gap or repeat, however often the socket is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const things = Array.from({ length: 4 }, () => newId());
      const heard = new Map<string, number[]>();
      const desks: Desk[] = [];
      let desk = world.desk(maya);
      desks.push(desk);
      // Versions in the order they were heard; every connection continues where the one before ended.
      await desk.hello();
      const running: Promise<void>[] = [];
      for (const one of steps) {
        if (one.do === 'wait') await new Promise((resolve) => setTimeout(resolve, one.ms));
        else if (one.do === 'change') {
          running.push(
            change(
              things[one.thing] as string,
              one.thing % 2 === 0 || !one.hidden ? seen : hidden,
              one.ms,
              one.undo,
            ),
          );
        } else {
          const { cursor } = desk;
          if (one.politely) desk.socket.close();
          else desk.socket.terminate();
          // What arrives after the cut was noted does not count as heard.
          desk.socket.removeAllListeners('message');
          await new Promise((resolve) => setTimeout(resolve, one.away));
          desk = world.desk(maya);
          desks.push(desk);
          await desk.hello(cursor);
        }
      }
      await Promise.all(running);
      const end = newId();
      await change(end, seen, 0, false);
      await desk.items((items) => items.some(({ conversation }) => conversation === end));
      for (const { conversation, inbox, version } of desks
        .flatMap(({ frames }) => frames)
        .flatMap(({ items }) => items ?? [])) {
        assert.equal(inbox, seen);
        heard.set(conversation ?? '', [...(heard.get(conversation ?? '') ?? []), version]);
      }
      const { rows } = await sql<{ id: string; versions: number[] }>`
        select conversation_id as id, array_agg(version order by version) as versions from events
        where conversation_id in (${sql.join(things)}) and inbox_id = ${seen} group by 1`.execute(
        world.ground.db,
      );
      for (const { id, versions } of rows) {
        assert.deepEqual(
          heard.get(id)?.sort((a, b) => a - b),
          versions,
        );
      }
      desk.socket.close();
    }),
    { numRuns: 40 },
  );
});
