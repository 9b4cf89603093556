import assert from 'node:assert/strict';
import { contract } from '../src/contract.ts';
import { mounts } from '../src/house.ts';
import { hour } from '../src/platform/clock/clock.ts';
import { createApi } from '../src/platform/http/api.ts';
import { createWeb, type WebApp } from '../src/platform/http/server.ts';
import { newId } from '../src/platform/ids.ts';
import { router } from '../src/routes.ts';
import type { Role, Sight } from '../src/staff/caller.ts';
import { whoAsks } from '../src/staff/signed-in.ts';
import { programOf, type TestInbox, testInbox } from './inbox.ts';
import type { Visitor } from './staff.ts';

/*
 * A workspace with two conversations that have everything a conversation can have: one in an inbox that is open
 * to all, one in an inbox that is not. For tests that try every door against the second.
 */

/** Stands in every text of the closed conversation and nowhere else. */
export const secretWord = 'zyxomma';

/** What can be asked for by an id, and must look as if it did not exist to whom it is closed. */
export const nouns = [
  'conversation',
  'message',
  'note',
  'aside',
  'scheduled',
  'handed',
  'item',
  'view',
  'canned',
  'notice',
  'inbox',
] as const;
export type Noun = (typeof nouns)[number];
export type Things = Record<Noun, string> & { number: string; customer: string };

export type Forbidden = {
  at: TestInbox;
  web: WebApp;
  document: Document;
  /** In the inbox that is open to everybody. */
  open: Things;
  /** In the inbox that is closed. */
  closed: Things;
  owner: Visitor;
  /** Somebody who may not see what is closed; what is open they take part in. */
  outsider(role: Role, sight: Sight, inClosedInbox: boolean): Promise<Visitor>;
};

/** The parts of OpenAPI that are walked here. */
export type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  minimum?: number;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
};
export type Operation = {
  parameters?: { name: string; in: 'path' | 'query'; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};
export type Document = { paths: Record<string, Record<string, Operation>> };

/** Builds it. Close `at.ground` when done. */
export async function forbidden(): Promise<Forbidden> {
  const at = await testInbox();
  const { ground } = at;
  const { db } = ground;
  const api = createApi(router, contract, ground.log);
  const web = createWeb(ground, {
    api,
    mounts,
    last: () => {},
    whoAsks: (headers) => whoAsks(ground, headers),
    afterWrite: () => {},
  });
  const dana = await at.addAgent('Dana Price', 'owner');
  const owner = await programOf(ground, web, dana.id, ['read', 'write', 'admin']);
  const tom = await programOf(ground, web, at.tom.id);
  const board = await at.addInbox('Board', 'board@copperfield.example');
  await db.updateTable('inboxes').set({ default_level: 'none' }).where('id', '=', board).execute();
  await db
    .insertInto('inbox_access')
    .values({ inbox_id: board, agent_id: at.tom.id, level: 'reply' })
    .execute();

  const ok = async (answer: ReturnType<Visitor['get']>) => {
    const { status, body } = await answer;
    assert.ok(status < 300, `${status} ${JSON.stringify(body)}`);
    return body;
  };
  const plant = async (inboxId: string, word: string): Promise<Things> => {
    const from = { name: 'Leila Tanaka', address: 'leila.tanaka@alder.example' };
    const { conversationId: id, messageId } = await at.arrives({ inboxId, from, subject: word, text: word });
    const to = [{ name: 'Otto', address: 'otto@elsewhere.example' }];
    const text = `About ${word}`;
    const html = `<p>${text}</p>`;
    const { messageId: note } = await ok(
      tom.post(`/conversations/${id}/notes`, { text, mentions: [dana.id] }),
    );
    const aside = await ok(tom.post(`/conversations/${id}/asides`, { subject: word, text, to }));
    const { itemId } = await ok(tom.post(`/conversations/${id}/checklist`, { text }));
    const sendAt = new Date(ground.clock.now().getTime() + hour);
    const later = await ok(
      tom.post(`/conversations/${id}/scheduled`, {
        text,
        sendAt,
        timeZone: 'UTC',
        statusAfter: 'waiting',
      }),
    );
    const handed = await ok(
      tom.post(`/conversations/${id}/handed-drafts`, {
        agentId: dana.id,
        body: { reply: { html } },
        assign: false,
      }),
    );
    await ok(tom.put(`/conversations/${id}/draft`, { body: { reply: { html } } }));
    await ok(tom.put(`/conversations/${id}/following`, { following: true }));
    const filter = { match: 'all', conditions: [] };
    const view = await ok(tom.post('/views', { name: word, filter }));
    const canned = await ok(
      tom.post('/canned-replies', {
        scope: 'personal',
        folder: '',
        name: word,
        shortcut: '',
        texts: [{ language: 'en', html }],
      }),
    );
    const { number, customer } = await ok(tom.get(`/conversations/${id}`));
    await ground.settle();
    const { id: notice } = await db
      .selectFrom('notices')
      .select('id')
      .where('conversation_id', '=', id)
      .executeTakeFirstOrThrow();
    return {
      conversation: id,
      number: String(number),
      message: messageId,
      note,
      aside: aside.id,
      scheduled: later.scheduledId,
      handed: handed.id,
      item: itemId,
      view: view.id,
      canned: canned.id,
      notice,
      inbox: inboxId,
      customer: customer.id,
    };
  };
  const open = await plant(at.inboxId, 'Invoice');
  const closed = await plant(board, secretWord);
  const outsider = async (role: Role, sight: Sight, inClosedInbox: boolean) => {
    const agent = await at.addAgent(`Sam ${role} ${sight} ${newId()}`, role);
    await db.updateTable('agents').set({ sight }).where('id', '=', agent.id).execute();
    await db
      .insertInto('involvements')
      .values({ agent_id: agent.id, conversation_id: open.conversation })
      .execute();
    if (inClosedInbox) {
      await db
        .insertInto('inbox_access')
        .values({ inbox_id: board, agent_id: agent.id, level: 'reply' })
        .execute();
    }
    return programOf(ground, web, agent.id, ['read', 'write', 'admin']);
  };
  return { at, web, document: (await api.document()) as Document, open, closed, owner, outsider };
}
