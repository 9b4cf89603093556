import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startDoor } from './channels/email/door.ts';
import { closeMailConnections } from './channels/email/send.ts';
import { startListeners } from './channels/listeners.ts';
import { contract } from './contract.ts';
import { followCounts } from './conversations/saved-views/counts.ts';
import { standingsOf, subscriberOf } from './conversations/subscriber.ts';
import { jobs, mounts, reactions, schedules } from './house.ts';
import { systemClock } from './platform/clock/clock.ts';
import { type Config, readConfig } from './platform/config.ts';
import { connect } from './platform/db/connect.ts';
import { startEmbedded } from './platform/db/embedded/embedded.ts';
import { migrate } from './platform/db/migrate.ts';
import { createPulse, runReactions } from './platform/events/notify.ts';
import { diskFiles } from './platform/files/disk.ts';
import type { Ground } from './platform/ground.ts';
import { createApi } from './platform/http/api.ts';
import { mountHealth } from './platform/http/health.ts';
import { mountDesk } from './platform/http/pages.ts';
import { createWeb, listen } from './platform/http/server.ts';
import { newId } from './platform/ids.ts';
import { startWorker } from './platform/jobs/worker.ts';
import { createLive } from './platform/live/live.ts';
import { createLog, type Log } from './platform/log/log.ts';
import { checkKey, loadSecrets } from './platform/settings/key.ts';
import { router } from './routes.ts';
import { announceSetup } from './staff/setup.ts';
import { whoAsks } from './staff/signed-in.ts';

/** Starts everything, in this order; nothing else wires anything. Resolves once Rapport answers. */
export async function main(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const config = readConfig(env);
  const log = createLog(config.logLevel);
  const endings: (() => Promise<unknown>)[] = [];
  stopOnSignals(log, endings);

  const database = await openDatabase(config, log);
  endings.unshift(() => database.close());
  await migrate(database.config);
  const connection = connect(database.config, (error) =>
    log.warn({ err: error }, 'A database connection broke'),
  );
  endings.unshift(() => connection.close());

  const secrets = await loadSecrets(config.dataDir, env);
  const files = diskFiles(path.join(config.dataDir, 'files'));
  const ground: Ground = {
    config,
    log,
    files,
    secrets,
    clock: systemClock,
    db: connection.db,
    pool: connection.pool,
  };
  await checkKey(ground.db, secrets, ground.clock.now());

  const pulse = createPulse(ground, database.config);
  endings.unshift(() => pulse.close());
  const counts = followCounts(ground, pulse);
  endings.unshift(() => counts.close());
  const afterwards = runReactions(ground, reactions, pulse);
  endings.unshift(() => afterwards.close());
  const alone = config.databaseUrl === undefined;
  const worker = await startWorker(ground, {
    processId: newId(),
    jobs,
    schedules,
    alone,
    afterJob: pulse.poke,
  });
  endings.unshift(() => worker.close());

  const api = createApi(router, contract, log);
  const web = createWeb(ground, {
    api,
    mounts: [mountHealth, ...mounts],
    last: mountDesk,
    whoAsks: (headers) => whoAsks(ground, headers),
    afterWrite: pulse.poke,
  });
  const listening = await listen(web, config.port, config.host);
  endings.unshift(() => listening.close());
  const live = createLive({
    ground,
    pulse,
    subscriberOf: (headers) => subscriberOf(ground, headers),
    standingsOf: (conversations) => standingsOf(ground, conversations),
  });
  live.attach(listening.server);
  endings.unshift(() => live.close());

  const door = await startDoor(ground, { afterRead: pulse.poke });
  endings.unshift(() => door.close());
  const listeners = await startListeners(ground, { afterRead: pulse.poke });
  endings.unshift(() => listeners.close());
  endings.unshift(async () => closeMailConnections(ground));

  log.info({ port: listening.port, mailPort: door.port }, 'Rapport is running');
  await announceSetup(ground, listening.port);
}

async function openDatabase(config: Config, log: Log) {
  if (config.databaseUrl) {
    // The embedded database claims the folder; processes on an external one may share it for their files.
    await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
    await writeFile(path.join(config.dataDir, 'server.pid'), `${process.pid}\n`);
    return { config: { connectionString: config.databaseUrl }, close: async () => {} };
  }
  const embedded = await startEmbedded({ dataDir: config.dataDir, log });
  return { config: embedded.config, close: () => embedded.stop() };
}

/** Ends in the reverse order of starting, so that nothing is taken from under what still uses it. */
function stopOnSignals(log: Log, endings: (() => Promise<unknown>)[]): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    for (const end of endings) {
      await end().catch((error) => log.error({ err: error }, 'Something did not stop in order'));
    }
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
