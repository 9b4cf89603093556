import { relative } from 'node:path';
import { run } from 'node:test';

export type Tally = {
  passed: number;
  failed: number;
  /** Tests that said they cannot run here, with their reason. */
  notRun: string[];
};

/** A file that is silent for this long hangs. */
const patienceMs = 10 * 60_000;

/** Runs test files two at a time, printing one line a file and each failure in full. */
export async function runTests(root: string, files: string[], print: (line: string) => void): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, notRun: [] };
  const said = new Map<string, string>();
  const perFile = new Map<string, { passed: number; failed: number }>();
  const short = (file: string | undefined) => (file ? relative(root, file) : '?');
  const of = (file: string | undefined) => {
    const key = short(file);
    const found = perFile.get(key) ?? { passed: 0, failed: 0 };
    perFile.set(key, found);
    return found;
  };

  const stream = run({ files, concurrency: 2, timeout: patienceMs, cwd: root });
  stream.on('test:pass', ({ name, file, skip, todo, details }) => {
    if (details.type === 'suite') return;
    if (skip !== undefined || todo !== undefined) {
      const why = [skip, todo].find((each) => typeof each === 'string');
      tally.notRun.push(`${short(file)}: ${name}${why ? ` (${why})` : ''}`);
      return;
    }
    tally.passed += 1;
    of(file).passed += 1;
  });
  stream.on('test:fail', ({ name, file, details }) => {
    tally.failed += 1;
    of(file).failed += 1;
    const { error } = details;
    const cause = error.cause instanceof Error ? error.cause : error;
    print(`  FAILED ${short(file)}: ${name}\n${indent(cause.stack ?? String(cause))}`);
  });
  for (const name of ['test:stdout', 'test:stderr'] as const) {
    stream.on(name, ({ file, message }) =>
      said.set(short(file), `${said.get(short(file)) ?? ''}${message}`.slice(-8_000)),
    );
  }
  stream.on('test:summary', ({ file, duration_ms }) => {
    if (file === undefined) return;
    const { passed, failed } = of(file);
    const seconds = (duration_ms / 1000).toFixed(1).padStart(6);
    print(`${seconds} s  ${short(file)}  ${passed} passed${failed ? `, ${failed} FAILED` : ''}`);
    const output = said.get(short(file));
    if (failed && output) print(`  It printed:\n${indent(output.trimEnd())}`);
  });
  await new Promise<void>((done, broken) => {
    stream.once('end', done);
    stream.once('error', broken);
    stream.resume();
  });
  return tally;
}

const indent = (text: string) => text.replace(/^/gm, '    ');
