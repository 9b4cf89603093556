import { oc } from '@orpc/contract';
import { implement } from '@orpc/server';
import { closeMailConnections } from '../src/channels/email/send.ts';
import { conversationsContract } from '../src/conversations/contract.ts';
import { conversationsRoutes } from '../src/conversations/routes.ts';
import { solve } from '../src/conversations/solve.ts';
import { setAsking } from '../src/feedback/asking.ts';
import { Asking, feedbackContract } from '../src/feedback/contract.ts';
import { feedbackPages } from '../src/feedback/page.ts';
import { feedbackRoutes } from '../src/feedback/routes.ts';
import { hour } from '../src/platform/clock/clock.ts';
import { transact } from '../src/platform/db/transact.ts';
import { bySystem } from '../src/platform/events/record.ts';
import { createApi } from '../src/platform/http/api.ts';
import type { HttpContext } from '../src/platform/http/context.ts';
import { createWeb, type WebApp } from '../src/platform/http/server.ts';
import { whoAsks } from '../src/staff/signed-in.ts';
import { type TestGround, testGround } from './ground.ts';
import { type Mailbox, type Planted, plantAnswer, plantMailbox } from './outbox.ts';
import { type SmtpSink, startSmtpSink } from './servers/smtp-sink.ts';
import { makeAgent } from './staff.ts';

/** For the tests of feedback: an answered conversation, a mail server that takes what is asked, and the page. */
export type FeedbackWorld = {
  ground: TestGround;
  sink: SmtpSink;
  mailbox: Mailbox;
  web: WebApp;
  mayaId: string;
  /** A conversation of Leila's that Maya has answered. */
  answered(): Promise<Planted>;
  /** Maya solves it, the delay passes, and what is to be asked has been. */
  solved(conversationId: string, wait?: number): Promise<void>;
  asks(asking?: Partial<Asking>): Promise<void>;
  /** The path of the link in the newest mail. */
  link(): string;
  /** What a customer's browser does with a path. */
  visit(path: string, form?: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
};

export async function feedbackWorld(): Promise<FeedbackWorld> {
  const ground = await testGround();
  const sink = await startSmtpSink();
  const mailbox = await plantMailbox(ground, sink.port);
  const mayaId = await makeAgent(ground, 'Maya Lindt', 'agent');
  const contract = oc
    .prefix('/api')
    .router({ conversations: conversationsContract, feedback: feedbackContract });
  const router = implement(contract)
    .$context<HttpContext>()
    .router({ conversations: conversationsRoutes, feedback: feedbackRoutes });
  const api = createApi(router, contract, ground.log);
  const web = createWeb(ground, {
    api,
    mounts: [feedbackPages],
    last: () => {},
    whoAsks: (headers) => whoAsks(ground, headers),
    afterWrite: () => {},
  });
  const { db, clock } = ground;
  return {
    ground,
    sink,
    mailbox,
    web,
    mayaId,
    async answered() {
      const planted = await plantAnswer(ground, mailbox, { delivery: 'sent' });
      const where = { id: planted.conversationId };
      await db
        .updateTable('conversations')
        .set({ last_out_at: clock.now(), assignee_id: mayaId, status: 'waiting' })
        .where('id', '=', where.id)
        .execute();
      const { customer_id } = await db
        .selectFrom('conversations')
        .select('customer_id')
        .where('id', '=', where.id)
        .executeTakeFirstOrThrow();
      const leila = { kind: 'email', value: 'leila.tanaka@alder.example' };
      await db
        .insertInto('participants')
        .values({ conversation_id: where.id, ...leila, role: 'from', customer_id })
        .execute();
      await db
        .insertInto('identities')
        .values({ id: where.id, customer_id, ...leila, verified_at: null, created_at: clock.now() })
        .onConflict((conflict) => conflict.columns(['kind', 'value']).doNothing())
        .execute();
      return planted;
    },
    async solved(conversationId, wait = hour) {
      await transact(db, (tx) =>
        solve(tx, { kind: 'agent', id: mayaId }, { id: conversationId }, clock.now()),
      );
      await ground.settle();
      clock.advance(wait);
      await ground.settle();
    },
    asks: (asking = {}) =>
      transact(db, (tx) =>
        setAsking(
          tx,
          bySystem,
          { ...Asking.parse({ on: true, ...asking }), inboxId: mailbox.inboxId },
          clock.now(),
        ),
      ),
    link() {
      const raw = sink.taken.at(-1)?.raw ?? '';
      const plain = raw.replace(/=\r?\n/g, '');
      const found = /\/settled\/[0-9a-f]{32}[a-z2-7]{24}/.exec(plain);
      if (!found) throw new Error(`There is no link in the newest mail:\n${raw}`);
      return found[0];
    },
    async visit(path, form, headers) {
      return web.request(path, {
        ...(form && { method: 'POST', body: new URLSearchParams(form).toString() }),
        headers: { ...(form && { 'content-type': 'application/x-www-form-urlencoded' }), ...headers },
      });
    },
    async close() {
      closeMailConnections(ground);
      await sink.close();
      await ground.close();
    },
  };
}
