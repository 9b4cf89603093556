import { relative } from 'node:path';
import { run } from 'node:test';

export type Tally = {
  passed: number;
  failed: number;
  /** Tests that said they cannot run here, with their reason. */
  notRun: string[];
};

const atOnce = 2;
/** A file that takes longer hangs; the whole run is to stay under ten minutes. */
const patienceMs = 4 * 60_000;

/** Runs test files, each in a process of its own, printing one line a file and each failure in full. */
export async function runTests(
  root: string,
  files: string[],
  print: (line: string) => void,
  fileMs = patienceMs,
): Promise<Tally> {
  const total: Tally = { passed: 0, failed: 0, notRun: [] };
  const waiting = [...files];
  const lane = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const { passed, failed, notRun } = await runFile(root, file, print, fileMs);
      total.passed += passed;
      total.failed += failed;
      total.notRun.push(...notRun);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return total;
}

async function runFile(
  root: string,
  file: string,
  print: (line: string) => void,
  fileMs: number,
): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, notRun: [] };
  const short = relative(root, file);
  const failures: string[] = [];
  let printed = '';
  const fail = (name: string, why: string) => {
    tally.failed += 1;
    failures.push(`    FAILED ${name}\n${indent(why)}`);
  };
  const began = performance.now();
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), fileMs);
  // A test that waits for ever is named by its own patience before the file's ends.
  const stream = run({ files: [file], cwd: root, signal: late.signal, timeout: fileMs * 0.9 });
  stream.on('test:pass', ({ name, skip, todo, details }) => {
    if (details.type === 'suite') return;
    // The file itself appears as a test only if there was none in it.
    if (name === file) return fail(short, 'The file ran no test.');
    if (skip === undefined && todo === undefined) {
      tally.passed += 1;
      return;
    }
    const why = [skip, todo].find((each) => typeof each === 'string' && each);
    tally.notRun.push(`${short}: ${name}${why ? ` (${why})` : ''}`);
  });
  stream.on('test:fail', ({ name, details: { error } }) => {
    const cause = error.cause instanceof Error ? error.cause : error;
    if (name !== file) fail(name, cause.stack ?? String(cause));
    else if (late.signal.aborted) fail(short, `It had not ended after ${fileMs / 1000} s and was stopped.`);
    else fail(short, `The file itself failed: ${cause.message}`);
  });
  const hear = ({ message }: { message: string }) => {
    printed = `${printed}${message}`.slice(-8_000);
  };
  stream.on('test:stdout', hear);
  stream.on('test:stderr', hear);
  await new Promise<void>((done, broken) => {
    stream.once('end', done);
    stream.once('error', broken);
    stream.resume();
  });
  clearTimeout(timer);

  if (tally.passed + tally.failed + tally.notRun.length === 0) fail(short, 'The file ran no test.');
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
  print(`${seconds} s  ${short}  ${tally.passed} passed${tally.failed ? `, ${tally.failed} FAILED` : ''}`);
  for (const failure of failures) print(failure);
  if (tally.failed && printed.trim()) print(`    It printed:\n${indent(printed.trimEnd())}`);
  return tally;
}

const indent = (text: string) => text.replace(/^/gm, '      ');
