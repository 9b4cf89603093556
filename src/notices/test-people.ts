import assert from 'node:assert/strict';
import { oc } from '@orpc/contract';
import { implement } from '@orpc/server';
import { programOf, type TestInbox, testInbox } from '../../test/inbox.ts';
import type { Answer, Visitor } from '../../test/staff.ts';
import { conversationsContract } from '../conversations/contract.ts';
import { conversationsRoutes } from '../conversations/routes.ts';
import { createApi } from '../platform/http/api.ts';
import type { HttpContext } from '../platform/http/context.ts';
import { createWeb } from '../platform/http/server.ts';
import type { Role } from '../staff/caller.ts';
import { whoAsks } from '../staff/signed-in.ts';
import { noticesContract } from './contract.ts';
import { noticesRoutes } from './routes.ts';

/** A colleague and their program, which asks as they would. */
export type Colleague = {
  id: string;
  program: Visitor;
  /** What they are told and have not read, once everything that happened was reacted to: kind and number of times. */
  told(): Promise<string[]>;
  settings(change: object): Promise<void>;
};

/** For the tests of this room: Copperfield's inbox, and colleagues who are told things. */
export async function noticesOffice() {
  const at: TestInbox = await testInbox();
  const contract = oc
    .prefix('/api')
    .router({ conversations: conversationsContract, notices: noticesContract });
  const router = implement(contract)
    .$context<HttpContext>()
    .router({ conversations: conversationsRoutes, notices: noticesRoutes });
  const web = createWeb(at.ground, {
    api: createApi(router, contract, at.ground.log),
    mounts: [],
    last: () => {},
    whoAsks: (headers) => whoAsks(at.ground, headers),
    afterWrite: () => {},
  });
  const colleague = async (name: string, role: Role = 'agent'): Promise<Colleague> => {
    const { id } = await at.addAgent(name, role);
    const program = await programOf(at.ground, web, id);
    return {
      id,
      program,
      async told() {
        await at.ground.runReactions();
        const { items } = ok(await program.get('/notices?unread=true'));
        return items.map((one: { kind: string; times: number }) => `${one.kind} ${one.times}`).sort();
      },
      async settings(change) {
        ok(await program.patch('/notice-settings', change));
      },
    };
  };
  return { at, colleague };
}

/** The body of an answer that went well. */
export function ok(answer: Answer) {
  assert.ok(answer.status < 300, `${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
