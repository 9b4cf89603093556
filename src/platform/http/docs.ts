import { html } from 'hono/html';
import type { Api } from './api.ts';

/** The parts of an OpenAPI 3.1 document that the readable page shows. */
type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  format?: string;
  description?: string;
  default?: unknown;
  maximum?: number;
  maxLength?: number;
};
type Operation = {
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  responses?: Record<string, { content?: Record<string, { schema?: Schema }> }>;
};
type Document = { info: { title: string }; paths: Record<string, Record<string, Operation>> };

const deepest = 4;

/** A schema as one readable line: `{id: uuid, name?: string}`. */
function shape(schema: Schema | undefined, depth = 0): string {
  if (!schema) return '';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return [...new Set(either.map((one) => shape(one, depth)))].join(' | ');
  if (schema.items) return `[${shape(schema.items, depth)}]`;
  if (schema.properties) {
    if (depth >= deepest) return '{…}';
    const fields = Object.entries(schema.properties).map(
      ([name, field]) => `${name}${schema.required?.includes(name) ? '' : '?'}: ${shape(field, depth + 1)}`,
    );
    return `{${fields.join(', ')}}`;
  }
  return schema.format ?? ([schema.type].flat().join(' | ') || 'anything');
}

const bodyOf = (content?: Record<string, { schema?: Schema }>) => Object.values(content ?? {})[0]?.schema;

/** The same API document a program reads, for people: every operation with what goes in and comes out. */
export async function docsPage(api: Api, keyHint: string) {
  const document = (await api.document()) as Document;
  const groups = new Map<string, { path: string; method: string; operation: Operation }[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const noun = path.split('/')[2] ?? '';
      groups.set(noun, [...(groups.get(noun) ?? []), { path, method: method.toUpperCase(), operation }]);
    }
  }
  const sorted = [...groups].sort(([a], [b]) => a.localeCompare(b));
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Rapport API</title><style>${style}</style></head>
<body>
<nav aria-label="Nouns"><strong>Rapport API</strong>${sorted.map(([noun]) => html`<a href="#${noun}">${noun}</a>`)}</nav>
<main>
<h1>Rapport API</h1>
<p>Everything the desk does, for programs. The same as a document for tools: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<p>Send <code>Authorization: Bearer KEY</code>. ${keyHint}</p>
<p>Lists answer <code>{items, next}</code>; give <code>next</code> back as <code>cursor</code> until it is null. Any write may carry an <code>Idempotency-Key</code>: repeated under the same key it is done once. Errors are <code>{defined, code, status, message, data}</code>.</p>
${sorted.map(
  ([noun, operations]) =>
    html`<h2 id="${noun}">${noun}</h2>${operations.map(
      ({
        path,
        method,
        operation,
      }) => html`<details><summary><span class="method ${method}">${method}</span> <code>${path}</code> <span class="what">${operation.summary ?? ''}</span></summary>
<dl>${(operation.parameters ?? []).map(
        (parameter) =>
          html`<dt><code>${parameter.name}</code> <small>${parameter.in}${parameter.required ? ', required' : ''}</small></dt><dd><code>${shape(parameter.schema)}</code>${parameter.schema?.description ? html` ${parameter.schema.description}` : ''}</dd>`,
      )}${Object.entries(bodyOf(operation.requestBody?.content)?.properties ?? {}).map(
        ([name, field]) =>
          html`<dt><code>${name}</code> <small>body${bodyOf(operation.requestBody?.content)?.required?.includes(name) ? ', required' : ''}</small></dt><dd><code>${shape(field)}</code>${field.description ? html` ${field.description}` : ''}</dd>`,
      )}${Object.entries(operation.responses ?? {}).map(
        ([status, response]) =>
          html`<dt>answers <code>${status}</code></dt><dd><code>${shape(bodyOf(response.content))}</code></dd>`,
      )}</dl></details>`,
    )}`,
)}
</main></body></html>`;
}

const style = `
:root{color-scheme:light dark;--ink:light-dark(#1d1d22,#f2f2f4);--ink2:light-dark(#55555f,#b4b4bd);--line:light-dark(#e4e2dd,#33343b);--bg:light-dark(#f8f7f4,#131418);--accent:light-dark(#4b45d6,#8f8bff)}
*{box-sizing:border-box}body{margin:0;display:grid;grid-template-columns:220px minmax(0,1fr);font:14px/22px "Inter Variable",Inter,system-ui,sans-serif;color:var(--ink);background:var(--bg)}
nav{position:sticky;inset-block-start:0;block-size:100vh;overflow:auto;padding:24px 20px;display:flex;flex-direction:column;gap:4px;border-inline-end:1px solid var(--line)}
nav strong{margin-block-end:12px}a{color:var(--accent);text-underline-offset:3px}nav a{color:var(--ink2);text-decoration:none;padding-block:2px}nav a:hover{color:var(--ink)}
main{padding:40px;max-inline-size:960px}h1{font-size:24px;line-height:32px;margin:0 0 12px}h2{font-size:16px;line-height:24px;margin:40px 0 8px}
code{font:12px/20px ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
details{border:1px solid var(--line);border-radius:8px;margin-block:6px;padding:8px 12px}summary{cursor:pointer;min-block-size:24px}
.method{display:inline-block;min-inline-size:56px;font-weight:600;font-size:11px;color:var(--accent)}.what{color:var(--ink2)}
dl{margin:8px 0 4px}dt{margin-block-start:8px;font-weight:500}dd{margin:0;color:var(--ink2)}small{color:var(--ink2);font-weight:400}
@media(max-width:720px){body{display:block}nav{position:static;block-size:auto;flex-direction:row;flex-wrap:wrap;border:0}main{padding:20px}}
`;
