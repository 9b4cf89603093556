import { implement } from '@orpc/server';
import type { HttpContext } from '../platform/http/context.ts';
import { refuse } from '../platform/http/errors.ts';
import { act, type Context } from '../staff/act.ts';
import { signedIn } from '../staff/signed-in.ts';
import { mustOversee, mustSetUp } from './access.ts';
import { archiveChannel, changeChannel, pauseChannel, retryChannel } from './change-channel.ts';
import { connectEmail } from './connect-channel.ts';
import { channelsContract } from './contract.ts';
import { detect } from './email/detect.ts';
import { needPasswordFor } from './email/saved-password.ts';
import { openEmailSecrets, readEmailConfig } from './email/settings.ts';
import { testImap, testSmtp } from './email/test-connection.ts';
import { listLimits } from './limits.ts';
import { listenersOf } from './listeners.ts';
import { readAgain } from './read-again.ts';
import { readRaw } from './read-raw.ts';
import type { ChannelRow } from './tables.ts';
import { listChannels, listNotRead, viewChannel } from './views.ts';

const os = implement(channelsContract).$context<HttpContext>().use(signedIn);

const done = { ok: true } as const;

/** Has the listeners look at a changed row now; other processes look by themselves within seconds. */
const lookAgain = ({ ground }: Context, id: string) => listenersOf(ground)?.reload(id);

async function channelOf({ ground }: Context, id: string): Promise<ChannelRow> {
  const channel = await ground.db
    .selectFrom('channels')
    .selectAll()
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!channel) throw refuse('NOT_FOUND');
  return channel;
}

export const channelsRoutes = os.router({
  list: os.list.handler(async ({ context }) => ({
    items: await listChannels(context.ground, context.caller),
    next: null,
  })),

  // What a letter may be is no secret of whoever set the channel up.
  limits: os.limits.handler(({ context }) => listLimits(context.ground.db)),

  room: os.room.handler(async ({ context }) => ({ state: (await context.ground.files.space()).state })),

  get: os.get.handler(({ context, input }) => viewChannel(context.ground, context.caller, input.id)),

  detect: os.detect.handler(({ context, input }) => {
    mustSetUp(context.caller);
    return detect(input.address);
  }),

  test: os.test.handler(async ({ context, input }) => {
    mustSetUp(context.caller);
    const { ground } = context;
    const channel = input.channelId ? await channelOf(context, input.channelId) : undefined;
    const saved = channel
      ? openEmailSecrets(ground.secrets, channel)
      : { imapPassword: '', smtpPassword: '' };
    const before = channel && readEmailConfig(channel);
    if (channel) needPasswordFor(input.imap, before?.imap, input.imap?.password);
    if (channel && input.smtp?.user)
      needPasswordFor(input.smtp, before?.smtp, input.smtp.password ?? input.imap?.password);
    const imapPassword = input.imap?.password ?? saved.imapPassword;
    const smtpPassword = input.smtp?.password ?? (input.imap?.password || saved.smtpPassword);
    const { imap, smtp, address } = input;
    // Begun only now: what is refused is refused before the first step.
    return (async function* () {
      if (imap) yield* testImap(ground, imap, imapPassword);
      if (smtp) yield* testSmtp(ground, smtp, smtpPassword, address);
    })();
  }),

  connect: os.connect.handler(async ({ context, input }) => {
    mustSetUp(context.caller);
    const { ground } = context;
    const id = await act(context, (tx, by, now) => connectEmail(tx, ground, by, input, now));
    await lookAgain(context, id);
    // The new inbox is not among those the caller was known to see: an owner or admin sees all.
    return viewChannel(ground, context.caller, id);
  }),

  change: os.change.handler(async ({ context, input }) => {
    mustSetUp(context.caller);
    const { ground } = context;
    await act(context, (tx, by, now) => changeChannel(tx, ground, by, input, now));
    await lookAgain(context, input.id);
    return viewChannel(ground, context.caller, input.id);
  }),

  pause: os.pause.handler(async ({ context, input: { id } }) => {
    mustSetUp(context.caller);
    const { ground } = context;
    await act(context, (tx, by, now) => pauseChannel(tx, by, id, true, now));
    await lookAgain(context, id);
    return viewChannel(ground, context.caller, id);
  }),

  resume: os.resume.handler(async ({ context, input: { id } }) => {
    mustSetUp(context.caller);
    const { ground } = context;
    await act(context, (tx, by, now) => pauseChannel(tx, by, id, false, now));
    await lookAgain(context, id);
    return viewChannel(ground, context.caller, id);
  }),

  retry: os.retry.handler(async ({ context, input: { id } }) => {
    const { ground, caller } = context;
    mustOversee(caller, (await channelOf(context, id)).inbox_id);
    await act(context, (tx, by, now) => retryChannel(tx, by, id, now));
    await lookAgain(context, id);
    return viewChannel(ground, caller, id);
  }),

  archive: os.archive.handler(async ({ context, input: { id } }) => {
    mustSetUp(context.caller);
    await act(context, (tx, by, now) => archiveChannel(tx, by, id, now));
    await lookAgain(context, id);
    return done;
  }),

  notRead: os.notRead.handler(({ context, input }) => listNotRead(context.ground.db, context.caller, input)),

  readAgain: os.readAgain.handler(async ({ context, input: { id } }) => {
    const { ground, caller } = context;
    const raw = await ground.db
      .selectFrom('raw_inbound as r')
      .innerJoin('channels as c', 'c.id', 'r.channel_id')
      .select('c.inbox_id')
      .where('r.id', '=', id)
      .executeTakeFirst();
    mustOversee(caller, raw?.inbox_id);
    await act(context, (tx, by, now) => readAgain(tx, by, id, now));
    await readRaw(ground, id);
    return done;
  }),
});
