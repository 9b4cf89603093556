import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

export const about = 'Starts the server for development: it restarts, and the desk rebuilds, on every change';

const root = resolve(import.meta.dirname, '..');

/** Resolves with the server's exit code when it, or the builder, ends. */
export async function run(): Promise<number> {
  const node = (...args: string[]) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  const parts = [
    node('node_modules/vite/bin/vite.js', 'build', '--watch', '--logLevel', 'warn'),
    node('--watch', '--watch-preserve-output', 'bin/rapport.ts', 'start'),
  ];
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      for (const part of parts) part.kill(name);
    });
  }
  const code = await Promise.race(parts.map(ended));
  for (const part of parts) part.kill('SIGTERM');
  await Promise.all(parts.map(ended));
  return code;
}

function ended(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? 0);
  return new Promise((done) => child.once('exit', (code) => done(code ?? 0)));
}
