import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Door, doorOf, nothing } from '../every-door.ts';
import { type Forbidden, forbidden, type Noun, secretWord, type Things } from '../forbidden.ts';
import type { Visitor } from '../staff.ts';

/*
 * Every operation the API has, asked for by everybody who may not see a conversation: what is said of it must
 * be what is said of one that does not exist, and no answer may hold a word of it. A new route is tried by
 * standing in the OpenAPI document.
 */

let world: Forbidden;
let doors: Door[];
before(async () => {
  world = await forbidden();
  doors = Object.entries(world.document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => doorOf(method, path, operation)),
  );
});
after(() => world.at.ground.close());

/** The ways one thing can be named, or lie beside another. */
const ways = (noun: Noun | undefined) =>
  noun === 'conversation'
    ? (['id', 'number', 'aside'] as const)
    : noun === 'message'
      ? (['id', 'note'] as const)
      : (['id'] as const);

const outsiders = [
  ['agent', 'all', false],
  ['light', 'all', false],
  ['agent', 'own', true],
  ['agent', 'teams', true],
] as const;

/** One request with things of `there` in one place, and open ones in the others. */
async function knock(
  visitor: Visitor,
  door: Door,
  place: string,
  there: Things,
  how: 'id' | 'number' | 'note' | 'aside',
) {
  const pick = (from: Things, noun: Noun): string => {
    if (noun === 'conversation' && how === 'number') return from.number;
    if (noun === 'conversation' && how === 'aside') return from.aside;
    if (noun === 'message' && how === 'note') return from.note;
    return from[noun];
  };
  const { path, body } = door.request((at, noun) => (at === place ? pick(there, noun) : world.open[noun]));
  const answer = await visitor.send(door.method, path, body);
  let said = JSON.stringify(answer.body ?? null);
  for (const [key, value] of Object.entries(there))
    if (key !== 'number' && key !== 'customer') said = said.replaceAll(value, `<${key}>`);
  return { status: answer.status, said };
}

test('what somebody may not see looks to every operation as if it did not exist', async () => {
  let asked = 0;
  const found: string[] = [];
  for (const [role, sight, inClosedInbox] of outsiders) {
    const visitor = await world.outsider(role, sight, inClosedInbox);
    for (const door of doors) {
      for (const place of door.places) {
        // Whoever works in that inbox knows that there is one.
        if (inClosedInbox && door.nounAt(place) === 'inbox') continue;
        for (const how of ways(door.nounAt(place))) {
          const [closed, missing] = await Promise.all(
            [world.closed, nothing()].map((there) => knock(visitor, door, place, there, how)),
          );
          assert.ok(closed && missing);
          asked++;
          if (closed.said.includes(secretWord))
            found.push(`${role} ${sight} ${door.name} ${place} ${how} TELLS ${closed.said}`);
          if (closed.status !== missing.status || (closed.status >= 400 && closed.said !== missing.said))
            found.push(
              `${role} ${sight} ${door.name} ${place} ${how}: ${closed.status} ${closed.said.slice(0, 200)} | ${missing.status} ${missing.said.slice(0, 200)}`,
            );
        }
      }
    }
  }
  assert.deepEqual(found, []);
  assert.ok(asked > 500, `only ${asked} were asked`);
});

test('no list, count or search holds a word of it', async () => {
  const { inbox, customer } = world.closed;
  const filter = encodeURIComponent(
    JSON.stringify({ match: 'all', conditions: [{ field: 'customer', is: 'any', values: [customer] }] }),
  );
  for (const [role, sight, inClosedInbox] of outsiders) {
    const visitor = await world.outsider(role, sight, inClosedInbox);
    const found = await visitor.get(`/search?q=${secretWord}`);
    assert.deepEqual(found.body.items, [], `${role} ${sight}`);
    for (const path of [
      ...doors.filter(({ name }) => /^GET [^{]+$/.test(name)).map(({ name }) => name.slice(4)),
      `/search?q=${secretWord.slice(0, -1)}`,
      `/search?q=${secretWord.replace('y', 'i')}`,
      `/conversations?view=all&limit=100`,
      `/conversations?customerId=${customer}&view=all`,
      `/conversations?filter=${filter}`,
      `/customers/${customer}`,
      `/customers/${customer}/messages`,
      `/customers/${customer}/files`,
      `/customers/${customer}/resolutions`,
      `/search?q=in:board`,
      `/scheduled-replies?whose=all`,
    ]) {
      const { body, status } = await visitor.get(path);
      const said = JSON.stringify(body ?? null);
      assert.ok(!said.includes(secretWord), `${role} ${sight} ${path} ${status} ${said}`);
      if (!inClosedInbox) assert.ok(!said.includes(inbox), `${role} ${sight} ${path} ${status} ${said}`);
    }
  }
});

/** What somebody light may do where they may look. */
const light = [
  'PUT /view-order',
  'PUT /conversations/{id}/following',
  'POST /conversations/{id}/checklist',
  'PATCH /checklist-items/{itemId}',
  'DELETE /checklist-items/{itemId}',
  'POST /conversations/{id}/notes',
  'PUT /conversations/{id}/draft',
  'POST /notices/mark',
];

test('a light agent changes nothing but what is their own and what is said among colleagues', async () => {
  const visitor = await world.outsider('light', 'all', false);
  const done: string[] = [];
  for (const door of doors.filter(({ method, places }) => method !== 'GET' && places.length > 0)) {
    const { path, body } = door.request((_, noun) => world.open[noun]);
    const { status } = await visitor.send(door.method, path, body);
    if (status < 300) done.push(door.name);
    else assert.ok(status === 403 || status === 404, `${door.name} ${status}`);
  }
  assert.deepEqual(done.sort(), light.toSorted());
});

test('the requests are whole: refused for what they ask for, not for how they ask', async () => {
  const found: string[] = [];
  for (const door of doors.filter(({ name }) => !name.endsWith('.csv'))) {
    for (const place of door.places) {
      const { status, said } = await knock(world.owner, door, place, nothing(), 'id');
      if (said.includes('"wrong":') || status >= 500) found.push(`${door.name} ${place} ${status} ${said}`);
    }
  }
  assert.deepEqual(found, []);
  // And what is looked for is there to be found: whoever may see it reads it behind many doors.
  const telling = [];
  for (const door of doors.filter(({ method, name }) => method === 'GET' && !name.endsWith('.csv'))) {
    for (const place of door.places)
      if ((await knock(world.owner, door, place, world.closed, 'id')).said.includes(secretWord))
        telling.push(door.name);
  }
  assert.ok(telling.length >= 6, telling.join());
});
