import { type ChildProcess, spawn } from 'node:child_process';
import type { Runner } from './run-as.ts';

/** Starts a program the chosen way. Its own process group: Ctrl-C in a terminal must reach Rapport alone. */
export function launch(
  runner: Runner,
  file: string,
  args: string[],
  env: Record<string, string>,
): ChildProcess {
  const { file: program, args: all, ...who } = runner.wrap(file, args);
  return spawn(program, all, { ...who, env, cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs a program to its end. @throws Error with the end of its output if it fails. */
export async function runToEnd(
  runner: Runner,
  file: string,
  args: string[],
  env: Record<string, string>,
): Promise<void> {
  const child = launch(runner, file, args, env);
  let output = '';
  child.stdout?.on('data', (part) => (output += part));
  child.stderr?.on('data', (part) => (output += part));
  const end = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : (signal ?? `exit ${code}`)));
  });
  if (end !== undefined) throw new Error(`${file} failed (${end}): ${output.trim().slice(-2000)}`);
}
