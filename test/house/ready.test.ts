import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { after, test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'rapport-ready-'));
after(() => rmSync(scratch, { recursive: true, force: true }));
let clones = 0;

/**
 * A small clone with the real scripts, one package in its lock file, and an npm that does what npm ci leaves
 * behind and counts its calls; it ends half-way while the file `cut-short` exists.
 */
function clone() {
  const dir = join(scratch, `clone-${++clones}`);
  mkdirSync(join(dir, 'bin'), { recursive: true });
  for (const file of ['ready.mjs', 'browser-sources.mjs', 'rapport', 'rapport.ts']) {
    cpSync(join(root, 'bin', file), join(dir, 'bin', file));
  }
  writeFileSync(
    join(dir, 'bin/say.ts'),
    `export const about = 'Says what it was told';
     export async function run(args: string[]): Promise<number> {
       console.log(JSON.stringify({ args, cwd: process.cwd(), data: process.env.RAPPORT_DATA }));
       return 3;
     }`,
  );
  writeFileSync(join(dir, 'package.json'), '{"type":"module"}');
  lock(dir, '1.0.0');
  const npm = join(dir, 'npm-bin/npm');
  mkdirSync(join(dir, 'npm-bin'));
  writeFileSync(
    npm,
    `#!/bin/sh
     echo call >> calls
     rm -rf node_modules; mkdir node_modules
     echo 'npm talks on standard output'
     if [ -e cut-short ]; then exit 7; fi
     sleep 0.2
     cp package-lock.json node_modules/.package-lock.json`,
  );
  chmodSync(npm, 0o755);
  return dir;
}

function lock(dir: string, version: string): void {
  const packages = { '': {}, 'node_modules/a': { version }, 'node_modules/b': { version, optional: true } };
  writeFileSync(join(dir, 'package-lock.json'), JSON.stringify({ packages }));
}

const calls = (dir: string) =>
  existsSync(join(dir, 'calls')) ? readFileSync(join(dir, 'calls'), 'utf8').trim().split('\n').length : 0;

function env(dir: string): NodeJS.ProcessEnv {
  const { npm_execpath: _, RAPPORT_DATA: __, ...rest } = process.env;
  // The Node that runs this test stands in for the one of the clone.
  const here = [join(dir, 'npm-bin'), resolve(process.execPath, '..')].join(delimiter);
  return { ...rest, PATH: `${here}${delimiter}${process.env.PATH}` };
}

const ready = (dir: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(dir, 'bin/ready.mjs'), ...args], { env: env(dir), encoding: 'utf8' });

const rapport = (dir: string, args: string[], from = dir, script = join(dir, 'bin/rapport')) =>
  spawnSync(script, args, { env: env(dir), cwd: from, encoding: 'utf8' });

test('a fresh clone is installed once; a second run does nothing; a changed lock file installs again', () => {
  const dir = clone();
  const first = ready(dir);
  assert.equal(first.status, 0, first.stderr);
  assert.equal(first.stdout, '');
  assert.match(first.stderr, /Installing/);
  assert.equal(ready(dir).stderr, '');
  assert.equal(calls(dir), 1);
  lock(dir, '1.0.1');
  ready(dir);
  assert.equal(calls(dir), 2);
});

test('packages installed by hand count; one in a wrong version, or missing, does not', () => {
  const dir = clone();
  mkdirSync(join(dir, 'node_modules'));
  const own = join(dir, 'node_modules/.package-lock.json');
  writeFileSync(own, JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }));
  ready(dir);
  assert.equal(calls(dir), 0, 'only an optional package of another machine is missing');
  lock(dir, '2.0.0');
  ready(dir);
  assert.equal(calls(dir), 1);
});

test('an interrupted install says what happened, and is repeated', () => {
  const dir = clone();
  writeFileSync(join(dir, 'cut-short'), '');
  const broken = ready(dir);
  assert.equal(broken.status, 1);
  assert.match(broken.stderr, /npm ci failed.*npm talks.*Nothing of your data was touched/s);
  rmSync(join(dir, 'cut-short'));
  assert.equal(ready(dir).status, 0);
  assert.equal(calls(dir), 2);
});

test('packages behind a link are never emptied: they are another folder’s', () => {
  const dir = clone();
  const elsewhere = join(dir, 'elsewhere');
  mkdirSync(elsewhere);
  symlinkSync(elsewhere, join(dir, 'node_modules'));
  const refused = ready(dir);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /is a link to another folder/);
  assert.equal(calls(dir), 0);
});

test('of several runs at once one installs and the others wait for it', async () => {
  const dir = clone();
  const runs = [1, 2, 3].map(
    () =>
      new Promise((done) =>
        spawn(process.execPath, [join(dir, 'bin/ready.mjs')], { env: env(dir), stdio: 'ignore' }).once(
          'exit',
          done,
        ),
      ),
  );
  assert.deepEqual(await Promise.all(runs), [0, 0, 0]);
  assert.equal(calls(dir), 1);
});

test('what the browser parts are made of is followed through imports, types and tests left out', async () => {
  const { sourcesHash } = await import(join(root, 'bin/browser-sources.mjs'));
  const dir = clone();
  assert.equal(sourcesHash(dir), undefined);
  mkdirSync(join(dir, 'src/desk'), { recursive: true });
  const write = (file: string, text: string) => writeFileSync(join(dir, file), text);
  write('vite.config.ts', '');
  write('src/desk/main.tsx', "import { c } from '../contract.ts';\nimport type { S } from '../server.ts';\n");
  write('src/contract.ts', "import { shape } from './shape.ts';\n");
  write('src/shape.ts', '1');
  write('src/server.ts', '1');
  write('src/desk/main.test.ts', '1');
  const before = sourcesHash(dir);
  write('src/server.ts', '2');
  write('src/desk/main.test.ts', '2');
  assert.equal(sourcesHash(dir), before);
  write('src/shape.ts', '2');
  assert.notEqual(sourcesHash(dir), before);
});

test('bin/rapport installs what is missing and leaves standard output to the word', () => {
  const dir = clone();
  const seen = rapport(dir, ['say', 'a b', '--c']);
  assert.equal(seen.status, 3, seen.stderr);
  assert.match(seen.stderr, /Installing/);
  assert.deepEqual(JSON.parse(seen.stdout), { args: ['a b', '--c'], cwd: dir, data: join(dir, 'data') });
  assert.equal(rapport(dir, ['say']).stderr, '');
});

test('bin/rapport works from any folder and through links', () => {
  const dir = clone();
  const link = join(scratch, 'link');
  symlinkSync('clone-link', link);
  symlinkSync(join(dir, 'bin/rapport'), join(scratch, 'clone-link'));
  const seen = rapport(dir, ['say'], scratch, link);
  assert.deepEqual(JSON.parse(seen.stdout), { args: [], cwd: scratch, data: join(dir, 'data') });
});

test('an unknown word is refused with the list, and help has a line for each', () => {
  const dir = clone();
  const unknown = rapport(dir, ['../say']);
  assert.equal(unknown.status, 2);
  assert.equal(unknown.stdout, '');
  assert.match(unknown.stderr, /There is no word "..\/say".*say/);
  const help = rapport(dir, ['help']);
  assert.equal(help.status, 0);
  assert.match(help.stdout, /say +Says what it was told/);
});
