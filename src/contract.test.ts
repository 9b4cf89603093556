import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { contract } from './contract.ts';
import { createApi } from './platform/http/api.ts';
import { createLog } from './platform/log/log.ts';
import { router } from './routes.ts';

/** The parts of OpenAPI and JSON Schema that are looked at here. */
type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  maxLength?: number;
  maxItems?: number;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
};
type Operation = {
  summary?: string;
  parameters?: { name: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses?: Record<string, { content?: Record<string, { schema: Schema }> }>;
};
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };

let document: Document;
before(async () => {
  document = (await createApi(router, contract, createLog('silent')).document()) as Document;
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );

test('the API describes itself: OpenAPI 3.1, every path under /api, with a summary and the shape of its answer', () => {
  assert.match(document.openapi, /^3\.1\./);
  for (const { name, operation } of operations()) {
    assert.match(name, /^[A-Z]+ \/api\//);
    assert.ok(operation.summary, `${name} has no summary`);
    const good = Object.entries(operation.responses ?? {}).filter(([status]) => status.startsWith('2'));
    assert.equal(good.length, 1, name);
    // Mostly JSON; a file or a stream says its own kind.
    assert.ok(Object.keys(good[0]?.[1].content ?? {}).length > 0, `${name} does not say what it answers`);
  }
});

test('the names other programs rely on stay', () => {
  const names = new Set(operations().map(({ name }) => name));
  for (const fixed of [
    'GET /api/conversations',
    'POST /api/conversations',
    'GET /api/conversations/{id}',
    'GET /api/conversations/{id}/messages',
    'POST /api/conversations/{id}/replies',
    'POST /api/conversations/{id}/notes',
    'POST /api/conversations/{id}/assign',
    'POST /api/conversations/{id}/solve',
    'GET /api/search',
    'GET /api/customers/{id}',
    'POST /api/customers',
  ]) {
    assert.ok(names.has(fixed), fixed);
  }
});

/**
 * Maps whose names are not the API's: fields are the workspace's own (fields.ts checks each), a draft's body is
 * bounded whole, and one's keys are counted (staff/types.ts).
 */
const maps = new Set(['fields', 'body', 'keys']);

/** What in a schema of input has no bound. */
function unbounded(schema: Schema, path: string): string[] {
  const within = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((some) => some ?? []);
  const types = [schema.type].flat();
  const closed = schema.enum ?? schema.format ?? schema.pattern ?? schema.maxLength;
  const named = path.slice(path.lastIndexOf('.') + 1);
  return [
    ...within.flatMap((one) => unbounded(one, path)),
    ...(types.includes('string') && closed === undefined && schema.const === undefined ? [path] : []),
    ...(types.includes('array') && schema.maxItems === undefined ? [path] : []),
    ...(schema.items ? unbounded(schema.items, `${path}[]`) : []),
    ...(schema.additionalProperties && !maps.has(named) ? [path] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, one]) => unbounded(one, `${path}.${key}`)),
  ];
}

test('no input is without a bound', () => {
  const found = operations().flatMap(({ name, operation }) => [
    ...(operation.parameters ?? []).flatMap((one) => unbounded(one.schema, `${name}.${one.name}`)),
    ...Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) => unbounded(schema, name)),
  ]);
  assert.deepEqual(found, []);
  assert.deepEqual(unbounded({ type: 'object', properties: { a: { type: 'string' } } }, 'x'), ['x.a']);
});
