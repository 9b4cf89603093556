import { spawn } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from '../src/platform/db/embedded/binaries.ts';
import { chooseRunner } from '../src/platform/db/embedded/run-as.ts';
import { startRapport } from '../test/running.ts';
import { percentile, type Row, report } from './figures.ts';
import { took } from './world.ts';

const root = path.resolve(import.meta.dirname, '..');
const rounds = 7;
/** How long it is left alone before its memory is read. */
const idleSeconds = 20;

/**
 * The second start, from the command to the first "ready", against what it cannot be done without: Node
 * importing the same packages, and PostgreSQL starting on the same folder. Then the memory of all
 * processes together when nothing happens.
 */
export async function run(): Promise<boolean> {
  const rapport = await startRapport({ LOG_LEVEL: 'warn' });
  const imports = path.join(root, 'node_modules', `.bench-imports-${process.pid}.mjs`);
  try {
    const packages = packagesOf(path.join(root, 'src/main.ts'));
    writeFileSync(imports, `${packages.map((name) => `import '${name}';`).join('\n')}\nprocess.exit(0);\n`);
    const database = databaseOf(rapport.dataDir);
    const [node, postgres, second]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      await rapport.end();
      node.push(await took(() => runNode(imports)));
      postgres.push(await database.start());
      second.push(await rapport.restart());
    }
    await pause(idleSeconds * 1_000);
    const memory = memoryOf(Number(readFileSync(path.join(rapport.dataDir, 'server.pid'), 'utf8')));
    const [bareNode, barePostgres, start] = [node, postgres, second].map((spent) =>
      percentile(spent, 50),
    ) as [number, number, number];
    const rows: Row[] = [
      { what: `Node importing the same ${packages.length} entries of packages`, value: bareNode, unit: 'ms' },
      { what: 'PostgreSQL until it answers', value: barePostgres, unit: 'ms' },
      { what: 'second start of Rapport until it is ready', value: start, unit: 'ms' },
      {
        what: '**ratio of that to both together**',
        value: start / (bareNode + barePostgres),
        unit: '×',
        limit: { value: 2, kind: 'at most' },
      },
      ...memory.map(({ what, mb }) => ({ what: `idle memory: ${what}`, value: mb, unit: 'MB' })),
      {
        what: '**idle memory of all processes together**',
        value: memory.reduce((sum, { mb }) => sum + mb, 0),
        unit: 'MB',
        limit: { value: 350, kind: 'at most' },
      },
    ];
    return report(
      `start: medians of ${rounds}; memory ${idleSeconds} s later, shared pages counted once (PSS)`,
      rows,
    );
  } finally {
    rmSync(imports, { force: true });
    await rapport.remove();
  }
}

/** Every package the server imports when it starts: found by following its own files from `entry`. */
function packagesOf(entry: string): string[] {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const follow = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export) (?!type )(?:[^;']*? from )?'([^']+)';/gms,
    )) {
      if (name.startsWith('.')) follow(path.resolve(path.dirname(file), name));
      else if (!name.startsWith('node:')) packages.add(name);
    }
  };
  follow(entry);
  return [...packages].sort();
}

async function runNode(file: string): Promise<void> {
  const child = spawn(process.execPath, [file], { stdio: 'inherit' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`Node importing the packages ended with ${code}.`);
}

/** The same server with the same settings as the one running now, without anything of ours around it. */
function databaseOf(dataDir: string) {
  const pgDir = path.join(dataDir, 'pg');
  const pid = readFileSync(path.join(pgDir, 'postmaster.pid'), 'utf8').split('\n')[0];
  const [file = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  const { runner } = chooseRunner(dataDir, pgDir, findBinaries(path.join(dataDir, 'pg-libraries')));
  const { file: command, args: given, ...user } = runner.wrap(file, args);
  const host = args.find((arg) => arg.startsWith('unix_socket_directories='))?.split('=')[1] ?? '';
  return {
    /** Milliseconds until it answers a query; then stops it. */
    async start(): Promise<number> {
      mkdirSync(host, { recursive: true });
      if (runner.owner) chownSync(host, runner.owner.uid, runner.owner.gid);
      const begun = performance.now();
      const server = spawn(command, given, { stdio: 'ignore', ...user });
      const ended = new Promise((resolve) => server.once('exit', resolve));
      while (!(await answers(host))) {
        if (server.exitCode !== null) throw new Error('The bare PostgreSQL did not start.');
        await pause(5);
      }
      const spent = performance.now() - begun;
      server.kill('SIGINT');
      await ended;
      rmSync(host, { recursive: true, force: true });
      return spent;
    },
  };
}

async function answers(host: string): Promise<boolean> {
  const client = new pg.Client({ host, user: 'rapport', database: 'rapport' });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Proportional set size of a process and all below it, in MB: memory shared by n processes counts 1/n each. */
function memoryOf(server: number): { what: string; mb: number }[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  const below = (pid: number): number[] =>
    [...parents].flatMap(([child, of]) => (of === pid ? [child, ...below(child)] : []));
  const mb = (pid: number) =>
    Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  const others = below(server);
  return [
    { what: 'the server with its worker threads', mb: mb(server) },
    { what: `PostgreSQL (${others.length} processes)`, mb: others.reduce((sum, pid) => sum + mb(pid), 0) },
  ];
}
