import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { endStragglers, removeMarks } from './leftover.ts';
import { launch } from './run.ts';
import type { Runner } from './run-as.ts';

/** What this room needs of a log; pino's fits. */
export type EmbeddedLog = Record<'debug' | 'info' | 'warn' | 'error', (message: string) => void>;

/** A server that has not opened its doors after this long is reported as failed (a long replay counts). */
const startPatienceMs = 120_000;
const stopPatienceMs = 15_000;
const longestPauseMs = 5_000;

type Parts = {
  runner: Runner;
  binaries: Binaries;
  args: string[];
  pgDir: string;
  socketDir: string;
  log: EmbeddedLog;
};

/** One PostgreSQL, started again whenever it ends without being asked to. */
export class Supervised {
  private readonly parts: Parts;
  private child: ChildProcess | undefined;
  private ended: Promise<void> = Promise.resolve();
  private stopping = false;
  private readonly wake = new AbortController();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  async start(): Promise<void> {
    await this.launch();
    process.on('exit', this.endWithNode);
    void this.watch();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake.abort();
    process.off('exit', this.endWithNode);
    const child = this.child;
    if (!child) return;
    child.kill('SIGINT');
    const abrupt = setTimeout(() => child.kill('SIGQUIT'), stopPatienceMs);
    const last = setTimeout(() => child.kill('SIGKILL'), 2 * stopPatienceMs);
    await this.ended;
    clearTimeout(abrupt);
    clearTimeout(last);
  }

  /** process.exit() without stop(): the server is told to end by itself. */
  private readonly endWithNode = () => void this.child?.kill('SIGINT');

  private async watch(): Promise<void> {
    let wait = 0;
    for (;;) {
      await this.ended;
      while (!this.stopping && !this.child) {
        await pause(wait, undefined, { signal: this.wake.signal }).catch(() => {});
        if (this.stopping) return;
        wait = Math.min(longestPauseMs, wait * 2 || 250);
        try {
          await endStragglers(this.parts.pgDir);
          await this.launch();
          this.parts.log.warn(`The database runs again (process ${this.pid})`);
          wait = 0;
        } catch (error) {
          this.parts.log.error(`The database cannot be started, trying again: ${(error as Error).message}`);
        }
      }
      if (this.stopping) return;
    }
  }

  /** Starts the server once; resolves when it accepts connections, rejects with its own words otherwise. */
  private launch(): Promise<void> {
    const { runner, binaries, args, pgDir, socketDir, log } = this.parts;
    removeMarks(pgDir, socketDir);
    const child = launch(runner, binaries.postgres, args, binaries.env);
    this.child = child;
    const recent: string[] = [];
    return new Promise((ready, failed) => {
      let open = false;
      const slow = setTimeout(() => child.kill('SIGQUIT'), startPatienceMs);
      const hear = (line: string) => {
        recent.push(line);
        if (recent.length > 12) recent.shift();
        if (/^\s*PANIC:/.test(line)) log.error(`PostgreSQL: ${line}`);
        else if (!this.stopping && /^\s*(WARNING|FATAL):/.test(line)) log.warn(`PostgreSQL: ${line}`);
        else log.debug(`PostgreSQL: ${line}`);
        if (line.includes('database system is ready to accept connections')) {
          open = true;
          clearTimeout(slow);
          ready();
        }
      };
      for (const stream of [child.stdout, child.stderr]) {
        if (stream) createInterface({ input: stream }).on('line', hear);
      }
      this.ended = new Promise((done) => {
        const end = (what: string) => {
          clearTimeout(slow);
          if (this.child === child) this.child = undefined;
          if (open && !this.stopping) log.error(`The database has stopped (${what}); starting it again`);
          failed(new Error(`PostgreSQL did not start (${what}): ${recent.join(' | ')}`));
          done();
        };
        child.once('error', (error) => end(error.message));
        child.once('exit', (code, signal) => end(signal ?? `exit ${code}`));
      });
    });
  }
}
