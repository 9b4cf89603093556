import assert from 'node:assert/strict';
import { oc } from '@orpc/contract';
import { implement } from '@orpc/server';
import { transact } from '../src/platform/db/transact.ts';
import { createApi } from '../src/platform/http/api.ts';
import type { HttpContext } from '../src/platform/http/context.ts';
import { createWeb, type Mount, type WebApp } from '../src/platform/http/server.ts';
import { addApiKey } from '../src/staff/api-key.ts';
import { hashOf } from '../src/staff/better-auth.ts';
import type { Role, Scope } from '../src/staff/caller.ts';
import { staffContract } from '../src/staff/contract.ts';
import { addAgent } from '../src/staff/join.ts';
import { staffRoutes } from '../src/staff/routes.ts';
import { createOwner } from '../src/staff/setup.ts';
import { whoAsks } from '../src/staff/signed-in.ts';
import { type TestGround, testGround } from './ground.ts';

/** For the tests of staff: the room alone behind the real HTTP server, and people who use it. */

export const password = 'correct horse battery';
let hash: Promise<string> | undefined;

/** The API of staff as the world reaches it, without a port. */
export function staffWeb(ground: TestGround, mounts: readonly Mount[] = []): WebApp {
  const contract = oc.prefix('/api').router({ staff: staffContract });
  const router = implement(contract).$context<HttpContext>().router({ staff: staffRoutes });
  const api = createApi(router, contract, ground.log);
  return createWeb(ground, {
    api,
    mounts,
    last: () => {},
    whoAsks: (headers) => whoAsks(ground, headers),
    afterWrite: () => {},
  });
}

export type Answer = {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts on whatever came.
  body: any;
  headers: Headers;
};

type VisitorOptions = { key?: string; userAgent?: string; origin?: string; ip?: string };

let visitors = 0;

/** A browser with its cookies, or with `key` a program; each at an address of its own unless told. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  private readonly web: WebApp;
  private readonly ground: TestGround;
  private readonly options: VisitorOptions;

  constructor(web: WebApp, ground: TestGround, options: VisitorOptions = {}) {
    this.web = web;
    this.ground = ground;
    this.options = { ip: `198.51.100.${++visitors % 250}`, ...options };
  }

  send(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Answer> {
    return this.ask(method, `/api${path}`, body, more);
  }

  /** Opens a page that is no part of the API. */
  visit = (path: string): Promise<Answer> => this.ask('GET', path, undefined, {});

  private async ask(
    method: string,
    path: string,
    body: unknown,
    more: Record<string, string>,
  ): Promise<Answer> {
    const { key, userAgent, ip, origin = this.ground.config.publicUrl } = this.options;
    const headers = new Headers({ 'content-type': 'application/json', origin, ...more });
    if (key) headers.set('authorization', `Bearer ${key}`);
    if (userAgent) headers.set('user-agent', userAgent);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookie) headers.set('cookie', cookie);
    const answer = await this.web.request(
      `${this.ground.config.publicUrl}${path}`,
      { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) },
      { incoming: { socket: { remoteAddress: ip } } },
    );
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    const text = await answer.text();
    const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream');
    const said = isStream ? eventsIn(text) : text ? JSON.parse(text) : undefined;
    return { status: answer.status, body: said, headers: answer.headers };
  }

  get = (path: string) => this.send('GET', path);
  post = (path: string, body: unknown = {}) => this.send('POST', path, body);
  patch = (path: string, body: unknown) => this.send('PATCH', path, body);
  put = (path: string, body: unknown) => this.send('PUT', path, body);
  delete = (path: string) => this.send('DELETE', path);
}

/** Makes Dana Price the owner of a fresh Copperfield, with its first brand, team and inbox. */
export async function makeOwner(ground: TestGround): Promise<string> {
  hash ??= hashOf(password);
  const owner = { name: 'Dana Price', email: 'dana@copperfield.example', passwordHash: await hash };
  return transact(ground.db, (tx) => createOwner(tx, owner, ground.clock.now()));
}

/** Adds a colleague who signs in with `password`. Returns the id. */
export async function makeAgent(ground: TestGround, name: string, role: Role): Promise<string> {
  hash ??= hashOf(password);
  const passwordHash = await hash;
  const email = `${name.split(' ')[0]?.toLowerCase()}@copperfield.example`;
  return transact(ground.db, (tx) =>
    addAgent(tx, null, { name, email, role, passwordHash }, ground.clock.now()),
  );
}

/** A key of an agent's, made directly. */
export async function makeKey(ground: TestGround, agentId: string, scopes: Scope[]): Promise<string> {
  const by = { kind: 'agent', id: agentId } as const;
  const made = await transact(ground.db, (tx) =>
    addApiKey(tx, by, { agentId, name: 'Test', scopes }, ground.clock.now()),
  );
  return made.key;
}

export type Copperfield = {
  ground: TestGround;
  web: WebApp;
  danaId: string;
  /** The owner's browser, signed in. */
  dana: Visitor;
  /** Signs in by first name. */
  signIn(name: string): Promise<Visitor>;
  /** A new colleague and their browser, signed in. */
  colleague(name: string, role: Role): Promise<{ id: string; browser: Visitor }>;
};

/** A company of its own with its owner signed in. Close `ground` when done. */
export async function copperfield(): Promise<Copperfield> {
  const ground = await testGround();
  const web = staffWeb(ground);
  const danaId = await makeOwner(ground);
  const signIn = async (name: string): Promise<Visitor> => {
    const visitor = new Visitor(web, ground);
    const { body } = await visitor.post('/sign-in', { email: `${name}@copperfield.example`, password });
    assert.equal(body.state, 'signed-in', JSON.stringify(body));
    return visitor;
  };
  const colleague = async (name: string, role: Role) => {
    const id = await makeAgent(ground, name, role);
    return { id, browser: await signIn(name.split(' ')[0]?.toLowerCase() ?? '') };
  };
  return { ground, web, danaId, dana: await signIn('dana'), signIn, colleague };
}

/** What each event of a finished stream says (HTML standard, section 9.2.5). */
const eventsIn = (text: string): unknown[] =>
  [...text.matchAll(/^event: message\ndata: (.+)$/gm)].map(([, data]) => JSON.parse(data as string));
