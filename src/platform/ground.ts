import type { Clock } from './clock/clock.ts';
import type { Config } from './config.ts';
import type { Connection, Db } from './db/connect.ts';
import type { Files } from './files/files.ts';
import type { Log } from './log/log.ts';
import type { Secrets } from './settings/secrets.ts';

/**
 * What every room stands on, made once by main.ts (or by a test) and handed in as a parameter. It holds
 * tools, never state of the business and never who is asking.
 */
export type Ground = {
  config: Config;
  db: Db;
  pool: Connection['pool'];
  clock: Clock;
  log: Log;
  files: Files;
  secrets: Secrets;
};
