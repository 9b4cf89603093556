// Makes a clone ready to run: installs the packages of the lock file, then builds the browser parts, each
// only if something changed. Plain JavaScript without packages, for any Node from 20 on: it runs before
// there is anything else. Everything it says goes to standard error.
//   --no-build  install only        --build  build even if nothing changed
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sourcesHash, viteConfigs } from './browser-sources.mjs';

const NODE_MAJOR = 24;

/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);

/** @param {string} file */
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/** Where things of a clone are. @param {string} root */
export function placesOf(root) {
  return {
    root,
    lockFile: join(root, 'package-lock.json'),
    // Inside the folder it vouches for: `npm ci` removes both together.
    installed: join(root, 'node_modules/.rapport-installed'),
    npmsOwn: join(root, 'node_modules/.package-lock.json'),
    built: join(root, 'dist/.built'),
    lock: join(root, 'dist/.ready.lock'),
  };
}

/** Whether the installed packages are those of the lock file. @param {ReturnType<typeof placesOf>} at */
export function isInstalled(at) {
  const text = readFileSync(at.lockFile, 'utf8');
  const hash = createHash('sha256').update(text).digest('hex');
  const stamp = read(at.installed);
  // npm writes its own record last, so an install that was cut short has none.
  if (stamp === hash) return existsSync(at.npmsOwn);
  const own = read(at.npmsOwn);
  return own !== undefined && samePackages(JSON.parse(text).packages, JSON.parse(own).packages);
}

/**
 * Installed by hand (`npm ci`, `npm install`) counts as well: every package is there in the right version.
 * Optional ones may be absent, for they are mostly other machines'; not so those we ask for ourselves.
 * @param {Record<string, any>} wanted @param {Record<string, any>} present
 */
function samePackages(wanted, present) {
  const ours = wanted['']?.optionalDependencies ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || present[path]?.version === entry.version) return true;
    const asked = path.slice('node_modules/'.length) in ours && isForThisMachine(entry);
    return Boolean(entry.optional && !present[path] && !asked);
  });
}

/** @param {{os?: string | string[], cpu?: string | string[]}} entry */
const isForThisMachine = ({ os = process.platform, cpu = process.arch }) =>
  [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch);

/**
 * The Node that Rapport runs on: the one npm installed for this machine, else a new enough one at hand.
 * @param {string} root @returns {string}
 */
export function nodeFor(root) {
  const packaged = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin/node');
  for (const node of [packaged, process.execPath, 'node']) {
    if (node === packaged && !existsSync(node)) continue;
    const seen = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' });
    if (seen.status === 0 && Number.parseInt(seen.stdout, 10) >= NODE_MAJOR) return node;
  }
  throw new Error(
    `Rapport needs Node ${NODE_MAJOR} or newer, and the one it brings for ${process.platform}-${process.arch} is ` +
      'missing. Run "npm ci --ignore-scripts" again, or install Node from https://nodejs.org.',
  );
}

/** @param {ReturnType<typeof placesOf>} at */
async function install(at) {
  const modules = join(at.root, 'node_modules');
  // npm ci would empty the folder behind the link, which somebody else works with.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Error(`${modules} is a link to another folder. Remove the link, then start again.`);
  rmSync(at.installed, { force: true });
  const began = Date.now();
  say('Installing what Rapport is built on (half a minute or so; only when it changes) …');
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const npm = process.env.npm_execpath;
  const viaNode = npm?.endsWith('.js');
  await run(viaNode ? process.execPath : 'npm', viaNode && npm ? [npm, ...args] : args, at.root, 'npm ci');
  say(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`);
}

/** @param {ReturnType<typeof placesOf>} at @param {string} hash */
async function build(at, hash) {
  rmSync(at.built, { force: true });
  const began = Date.now();
  say('Building the browser parts …');
  const node = nodeFor(at.root);
  for (const config of viteConfigs(at.root)) {
    const args = [
      join(at.root, 'node_modules/vite/bin/vite.js'),
      'build',
      '--config',
      config,
      '--logLevel',
      'warn',
    ];
    await run(node, args, at.root, `vite build (${config})`);
  }
  writeFileSync(at.built, hash);
  say(`Built in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
}

/** @param {string} file @param {string[]} args @param {string} cwd @param {string} name */
async function run(file, args, cwd, name) {
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (part) => (output += part));
  child.stderr.on('data', (part) => (output += part));
  const problem = await new Promise((done) => {
    child.once('error', (error) => done(error.message));
    child.once('close', (code, signal) => done(code === 0 ? undefined : (signal ?? `exit ${code}`)));
  });
  if (problem) throw new Error(`${name} failed (${problem}). It said:\n${output.trim().slice(-4000)}`);
}

/**
 * Lets one at a time through; the lock ends with the process, however that ends.
 * @param {string} file
 */
async function holdLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  const fd = openSync(file, 'a');
  const locked = spawnSync('flock', ['-x', '3'], { stdio: ['ignore', 'ignore', 'ignore', fd] });
  if (!locked.error) return () => closeSync(fd);
  closeSync(fd);
  // No such program (macOS): a file that names its process.
  for (const own = `${file}.pid`; ; await pause(200)) {
    try {
      writeFileSync(own, String(process.pid), { flag: 'wx' });
      return () => rmSync(own, { force: true });
    } catch {
      if (!isAlive(Number(read(own)))) rmSync(own, { force: true });
    }
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** @param {ReturnType<typeof placesOf>} at @param {boolean} wantBuild @param {boolean} always */
function whatIsMissing(at, wantBuild, always) {
  const hash = wantBuild ? sourcesHash(at.root) : undefined;
  const build = hash !== undefined && (always || read(at.built) !== hash);
  return { install: !isInstalled(at), hash, build };
}

/** Brings the stamp up to date, which is what bin/rapport looks at. @param {ReturnType<typeof placesOf>} at */
function markInstalled(at) {
  const hash = createHash('sha256').update(readFileSync(at.lockFile)).digest('hex');
  try {
    const fresh = statSync(at.installed).mtimeMs > statSync(at.lockFile).mtimeMs;
    if (fresh && read(at.installed) === hash) return;
  } catch {
    // Not there yet.
  }
  try {
    writeFileSync(at.installed, hash);
  } catch {
    // A folder that cannot be written (installed by root) is merely looked at again next time.
  }
}

/** @param {string} root @param {string[]} args */
export async function makeReady(root, args = []) {
  const at = placesOf(root);
  const wantBuild = !args.includes('--no-build');
  const always = args.includes('--build');
  let missing = whatIsMissing(at, wantBuild, always);
  if (!missing.install && !missing.build) return markInstalled(at);
  const release = await holdLock(at.lock);
  try {
    // Another run may have done it while this one waited.
    missing = whatIsMissing(at, wantBuild, always);
    if (missing.install) await install(at);
    markInstalled(at);
    if (missing.build && missing.hash) await build(at, missing.hash);
  } finally {
    release();
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    await makeReady(resolve(dirname(fileURLToPath(import.meta.url)), '..'), process.argv.slice(2));
  } catch (error) {
    say(`\nRapport could not be made ready: ${error instanceof Error ? error.message : error}`);
    say('Nothing of your data was touched. Check the network and the free disk space, then try again.');
    process.exitCode = 1;
  }
}
