import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '..');

export type Running = {
  url: string;
  port: number;
  mailPort: number;
  dataDir: string;
  /** Everything printed so far, log and all. */
  output(): string;
  /** The token of the one-time link printed at the first start. */
  setupToken(): string;
  /** Sends a signal to the server itself and waits until it has ended; the data folder stays. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  /** Starts again on the same folder and ports, and resolves with the milliseconds until it was ready. */
  restart(): Promise<number>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
};

/** A port nobody listens on just now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port could be had.');
  return address.port;
}

/** A command of bin/rapport, run to its end. */
export async function runCommand(
  args: string[],
  options: { env?: NodeJS.ProcessEnv; input?: string } = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [path.join(root, 'bin/rapport.ts'), ...args], {
    env: { ...process.env, ...options.env },
    cwd: root,
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

/** Rapport as an operator runs it: its own process, its own database, ports of its own. */
export async function startRapport(env: NodeJS.ProcessEnv = {}): Promise<Running> {
  const dataDir = env.RAPPORT_DATA ?? (await mkdtemp(path.join(tmpdir(), 'rapport-running-')));
  const port = Number(env.PORT ?? (await freePort()));
  const mailPort = Number(env.SMTP_PORT ?? (await freePort()));
  let printed = '';
  let child: ChildProcess | undefined;

  const start = async (): Promise<number> => {
    const begun = performance.now();
    const starting = spawn(process.execPath, [path.join(root, 'bin/rapport.ts'), 'start'], {
      cwd: root,
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        SMTP_PORT: String(mailPort),
        RAPPORT_DATA: dataDir,
        RAPPORT_ALLOW_PRIVATE: '127.0.0.0/8',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = starting;
    starting.stdout.on('data', (chunk) => (printed += chunk));
    starting.stderr.on('data', (chunk) => (printed += chunk));
    for (;;) {
      if (starting.exitCode !== null) throw new Error(`Rapport did not start:\n${printed}`);
      if (await isReady(`http://127.0.0.1:${port}/readyz`)) return performance.now() - begun;
      await setTimeout(25);
    }
  };
  const end = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return null;
    const ended = new Promise<number | null>((resolve) => ending.once('exit', resolve));
    ending.kill(signal);
    return ended;
  };
  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    mailPort,
    dataDir,
    output: () => printed,
    setupToken: () => /\/setup#([\w-]+)/.exec(printed)?.[1] ?? '',
    end,
    restart: start,
    async remove() {
      await end();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
