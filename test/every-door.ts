import { newId } from '../src/platform/ids.ts';
import type { Noun, Operation, Schema, Things } from './forbidden.ts';

/*
 * Requests to any operation of the API, made from its own description: ids are put where they belong, everything
 * else is the least that is accepted.
 */

/** A request with its places for ids: the names of those that point to something which can be closed. */
export type Door = {
  name: string;
  method: string;
  places: readonly string[];
  nounAt(place: string): Noun | undefined;
  request(ids: (place: string, noun: Noun) => string): { path: string; body: unknown };
};

const byPath: readonly (readonly [RegExp, Noun])[] = [
  [/^\/conversations\//, 'conversation'],
  [/^\/messages\//, 'message'],
  [/^\/outbox\//, 'message'],
  [/^\/views\//, 'view'],
  [/^\/canned-replies\//, 'canned'],
  [/^\/inboxes\//, 'inbox'],
];

const byName: Record<string, Noun> = {
  conversationId: 'conversation',
  otherId: 'conversation',
  sources: 'conversation',
  incidents: 'conversation',
  seen: 'message',
  scheduledId: 'scheduled',
  handedId: 'handed',
  itemId: 'item',
  viewId: 'view',
  inboxId: 'inbox',
};

const listed: Record<string, Noun> = {
  '/notices/mark': 'notice',
  '/view-order': 'view',
  '/conversation-rows': 'conversation',
};

/** What an id of this name points to, if that can be closed to somebody. */
function nounOf(name: string, where: 'path' | 'query' | 'body', path: string): Noun | undefined {
  if (name === 'messageId') return where === 'path' ? 'message' : undefined;
  if (name === 'ids') return listed[path];
  // In a body these are names for what is made.
  if (where === 'body' && ['scheduledId', 'handedId', 'itemId'].includes(name)) return undefined;
  if (name === 'id') return where === 'path' ? byPath.find(([start]) => start.test(path))?.[1] : undefined;
  return byName[name];
}

const later = '2026-03-09T09:00:00Z';
/** What a schema alone does not tell. */
const given: Record<string, unknown> = {
  text: 'Hello',
  body: { reply: { html: '<p>Hello</p>' } },
  filter: { match: 'all', conditions: [] },
  timeZone: 'UTC',
  sendAt: later,
  until: later,
  texts: [{ language: 'en', html: '<p>Hello</p>' }],
  credential: {},
  language: 'en',
  email: 'x@elsewhere.example',
  address: 'x@elsewhere.example',
};
const addressed = [/\/asides$/, /\/forward$/];

function least(name: string, schema: Schema, id: (name: string) => string): unknown {
  if (name in given && schema.type !== 'object') return given[name];
  const one = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (one) return least(name, one, id);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  switch ([schema.type].flat()[0]) {
    case 'string':
      return schema.format === 'uuid' ? id(name) : schema.format === 'date-time' ? later : 'word';
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return false;
    case 'array':
      return schema.items ? [least(name, schema.items, id)] : [];
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [key, least(key, schema.properties?.[key] ?? {}, id)]),
      );
    default:
      return null;
  }
}

const isIds = (schema: Schema): boolean =>
  schema.format === 'uuid' ||
  [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])].some((one) => isIds(one));

/** The door of one operation of the OpenAPI document. */
export function doorOf(method: string, fullPath: string, operation: Operation): Door {
  const path = fullPath.replace(/^\/api/, '');
  const schema = operation.requestBody?.content['application/json']?.schema;
  const parameters = operation.parameters ?? [];
  const places = new Map<string, Noun>();
  const note = (name: string, where: 'path' | 'query' | 'body', one: Schema) => {
    const noun = isIds(one) ? nounOf(name, where, path) : undefined;
    if (noun) places.set(`${where} ${name}`, noun);
  };
  for (const one of parameters) note(one.name, one.in, one.schema);
  for (const [name, one] of Object.entries(schema?.properties ?? {})) note(name, 'body', one);
  return {
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    places: [...places.keys()],
    nounAt: (place) => places.get(place),
    request(ids) {
      const at = (where: string) => (name: string) => {
        const noun = places.get(`${where} ${name}`);
        return noun ? ids(`${where} ${name}`, noun) : newId();
      };
      const query: string[] = [];
      let filled = path;
      for (const { name, in: where, schema: one, required } of parameters) {
        const wanted = places.has(`${where} ${name}`);
        if (where === 'path') filled = filled.replace(`{${name}}`, String(least(name, one, at('path'))));
        else if (wanted || required) query.push(`${name}=${least(name, one, at('query'))}`);
      }
      const needed = new Set(schema?.required ?? []);
      const body =
        schema &&
        Object.fromEntries(
          Object.entries(schema.properties ?? {})
            .filter(([name]) => needed.has(name) || places.has(`body ${name}`) || name === 'text')
            .map(([name, one]) => [name, least(name, one, at('body'))]),
        );
      if (body && addressed.some((end) => end.test(path))) body.to = [{ name: '', address: given.email }];
      return { path: query.length > 0 ? `${filled}?${query.join('&')}` : filled, body };
    },
  };
}

/** Things that do not exist, in the shape of those that do. */
export const nothing = (): Things => ({
  conversation: newId(),
  message: newId(),
  note: newId(),
  aside: newId(),
  scheduled: newId(),
  handed: newId(),
  item: newId(),
  view: newId(),
  canned: newId(),
  notice: newId(),
  inbox: newId(),
  customer: newId(),
  number: '999999999',
});
