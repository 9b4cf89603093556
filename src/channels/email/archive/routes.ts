import { rm } from 'node:fs/promises';
import { implement } from '@orpc/server';
import { transact } from '../../../platform/db/transact.ts';
import type { By } from '../../../platform/events/record.ts';
import { readBytes } from '../../../platform/http/body.ts';
import type { HttpContext } from '../../../platform/http/context.ts';
import { refuse } from '../../../platform/http/errors.ts';
import type { Mount } from '../../../platform/http/server.ts';
import { isId } from '../../../platform/ids.ts';
import { callerWith, type SignedIn, signedIn } from '../../../staff/signed-in.ts';
import { mustSetUp } from '../../access.ts';
import { beginArchive } from './begin.ts';
import { changeArchive } from './change-archive.ts';
import { archivesContract } from './contract.ts';
import { archivePath } from './place.ts';
import { mostPiece, takeBytes } from './take-bytes.ts';
import { listArchives, viewArchive } from './views.ts';

const os = implement(archivesContract).$context<HttpContext>().use(signedIn);
type Context = HttpContext & SignedIn;

const byOf = ({ caller }: Context): By => ({ kind: 'agent', id: caller.agentId });

async function change(context: Context, id: string, act: 'pause' | 'resume' | 'cancel') {
  mustSetUp(context.caller);
  const { ground } = context;
  const row = await transact(ground.db, (tx) =>
    changeArchive(tx, byOf(context), id, act, ground.clock.now()),
  );
  if (act === 'cancel' && !row.path) await rm(archivePath(ground.config, row), { force: true });
  return viewArchive(ground.db, id);
}

export const archivesRoutes = os.router({
  list: os.list.handler(async ({ context }) => {
    mustSetUp(context.caller);
    return { items: await listArchives(context.ground.db), next: null };
  }),
  begin: os.begin.handler(async ({ context, input }) => {
    mustSetUp(context.caller);
    const { ground } = context;
    const row = await transact(ground.db, (tx) => beginArchive(tx, byOf(context), input, ground.clock.now()));
    return viewArchive(ground.db, row.id);
  }),
  pause: os.pause.handler(({ context, input }) => change(context, input.id, 'pause')),
  resume: os.resume.handler(({ context, input }) => change(context, input.id, 'resume')),
  cancel: os.cancel.handler(({ context, input }) => change(context, input.id, 'cancel')),
});

/** Mounts `PUT /api/mail-archives/:id/bytes?at=N`, which takes up to 8 MB of an archive at a time. */
export const archiveFiles: Mount = (app, ground) => {
  app.put('/api/mail-archives/:id/bytes', async (c) => {
    const caller = await callerWith(ground, c.req.raw.headers, 'write');
    mustSetUp(caller);
    const id = c.req.param('id');
    const at = Number(c.req.query('at') ?? Number.NaN);
    if (!isId(id)) throw refuse('NOT_FOUND');
    if (!Number.isSafeInteger(at) || at < 0)
      throw refuse('BAD_INPUT', 'Say with ?at= where this piece begins.');
    const bytes = await readBytes(
      c.req.raw,
      mostPiece,
      'A piece may have 8 MB at most. Send less at a time.',
    );
    return c.json({ received: await takeBytes(ground, id, at, bytes) });
  });
};
