import { oc } from '@orpc/contract';
import { implement } from '@orpc/server';
import { conversationsContract } from '../src/conversations/contract.ts';
import { conversationFiles } from '../src/conversations/files.ts';
import { type Incoming, type Received, receive } from '../src/conversations/receive.ts';
import { conversationsRoutes } from '../src/conversations/routes.ts';
import { customersContract } from '../src/customers/contract.ts';
import { customersRoutes } from '../src/customers/routes.ts';
import { transact } from '../src/platform/db/transact.ts';
import type { By } from '../src/platform/events/record.ts';
import { createApi } from '../src/platform/http/api.ts';
import type { HttpContext } from '../src/platform/http/context.ts';
import { createWeb, type WebApp } from '../src/platform/http/server.ts';
import { newId } from '../src/platform/ids.ts';
import type { Caller, Level, Role, Scope, Sight } from '../src/staff/caller.ts';
import { levelFor, sightFor, whoAsks } from '../src/staff/signed-in.ts';
import { type TestGround, testGround } from './ground.ts';
import { makeKey, Visitor } from './staff.ts';

/** What the tests of this room share: Copperfield's support inbox, two colleagues, and mail that arrives. */
export type TestInbox = {
  ground: TestGround;
  inboxId: string;
  teamId: string;
  channelId: string;
  maya: By & { id: string };
  tom: By & { id: string };
  mail(fields?: Partial<Incoming>): Incoming;
  arrives(fields?: Partial<Incoming>): Promise<Received>;
  addInbox(name: string, address: string): Promise<string>;
  addAgent(name: string, role?: Role): Promise<By & { id: string }>;
  caller(agent: By & { id: string }, role: Role, given: Record<string, Level>, sight?: Sight): Caller;
};

const leila = { name: 'Leila Tanaka', address: 'leila.tanaka@alder.example' };

export async function testInbox(): Promise<TestInbox> {
  const ground = await testGround();
  const { db } = ground;
  const now = ground.clock.now();
  const teamId = newId();
  const brandId = newId();
  const channelId = newId();
  await db.insertInto('teams').values({ id: teamId, name: 'Support', created_at: now }).execute();
  await db.insertInto('brands').values({ id: brandId, name: 'Copperfield', created_at: now }).execute();
  const addInbox = async (name: string, address: string) => {
    const id = newId();
    await db
      .insertInto('inboxes')
      .values({ id, name, brand_id: brandId, team_id: teamId, address, created_at: now })
      .execute();
    return id;
  };
  const inboxId = await addInbox('Support', 'support@copperfield.example');
  const addAgent = async (name: string, role: Role = 'agent'): Promise<By & { id: string }> => {
    const id = newId();
    const email = `${name.toLowerCase().replace(/\W/g, '.')}.${id.slice(-6)}@copperfield.example`;
    await db
      .insertInto('agents')
      .values({ id, name, email, role, created_at: now, updated_at: now })
      .execute();
    return { kind: 'agent', id };
  };
  const mail = (fields: Partial<Incoming> = {}): Incoming => {
    const id = newId();
    return {
      id,
      channel: 'email',
      channelId,
      inboxId,
      rawId: null,
      at: ground.clock.now(),
      from: leila,
      to: [{ name: '', address: 'support@copperfield.example' }],
      cc: [],
      subject: 'Invoice shows the wrong VAT number',
      text: 'Hello, the invoice is wrong.',
      html: null,
      replyText: 'Hello, the invoice is wrong.',
      automated: null,
      language: 'en',
      trust: 'verified',
      externalKey: `<${id}@alder.example>`,
      inReplyTo: null,
      references: [],
      tokens: [],
      attachments: [],
      remoteImages: 0,
      warnings: [],
      historic: false,
      fromUs: false,
      ...fields,
    };
  };
  return {
    ground,
    inboxId,
    teamId,
    channelId,
    maya: await addAgent('Maya Lindt'),
    tom: await addAgent('Tom Okoro'),
    mail,
    arrives: (fields) => transact(db, (tx) => receive(tx, ground, mail(fields), ground.clock.now())),
    addInbox,
    addAgent,
    caller: ({ id }, role, given, sight = 'all') => ({
      agentId: id,
      name: 'Someone',
      email: 'someone@copperfield.example',
      role,
      inboxes: new Map(
        Object.entries(given)
          .map(([inbox, level]) => [inbox, levelFor(role, level)] as const)
          .filter(([, level]) => level !== 'none'),
      ),
      seesAll: levelFor(role, 'none') === 'manage',
      sight: sightFor(role, sight),
      teamIds: [teamId],
      scopes: null,
    }),
  };
}

/** The rooms of conversations and customers as the world reaches them, without a port. */
export function conversationsWeb(ground: TestGround): WebApp {
  const contract = oc
    .prefix('/api')
    .router({ conversations: conversationsContract, customers: customersContract });
  const router = implement(contract)
    .$context<HttpContext>()
    .router({ conversations: conversationsRoutes, customers: customersRoutes });
  const api = createApi(router, contract, ground.log);
  return createWeb(ground, {
    api,
    mounts: [conversationFiles],
    last: () => {},
    whoAsks: (headers) => whoAsks(ground, headers),
    afterWrite: () => {},
  });
}

/** A program that acts as an agent, by a key with these scopes. */
export async function programOf(
  ground: TestGround,
  web: WebApp,
  agentId: string,
  scopes: Scope[] = ['read', 'write'],
): Promise<Visitor & { key: string }> {
  const key = await makeKey(ground, agentId, scopes);
  return Object.assign(new Visitor(web, ground, { key }), { key });
}
