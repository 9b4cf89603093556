// Knows when the browser parts have to be built anew. Plain JavaScript, as bin/ready.mjs is.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** A hash of everything the browser parts are made from; undefined if there are none. @param {string} root */
export function sourcesHash(root) {
  const configs = viteConfigs(root);
  if (configs.length === 0) return undefined;
  const files = new Set([join(root, 'package-lock.json'), ...configs.map((name) => join(root, name))]);
  const queue = [...files, ...walk(join(root, 'src')).filter((file) => isBrowserFile(relative(root, file)))];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    files.add(file);
    if (!/\.(tsx?|js)$/.test(file)) continue;
    // What they import of the server's (the contract and what that is made of) goes into them too.
    const code = readFileSync(file, 'utf8').replace(/^import type [^;]*;/gm, '');
    for (const [, found] of code.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)) {
      const target = resolve(dirname(file), found ?? '');
      if (!files.has(target) && existsSync(target) && statSync(target).isFile()) queue.push(target);
    }
  }
  const hash = createHash('sha256');
  for (const file of [...files].sort())
    hash.update(relative(root, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

/** @param {string} root */
export const viteConfigs = (root) =>
  readdirSync(root)
    .filter((name) => /^vite(\.\w+)?\.config\.ts$/.test(name))
    .sort();

/** @param {string} path relative to the root */
const isBrowserFile = (path) =>
  !/\.test\.tsx?$/.test(path) &&
  (/^src\/(ui|desk|widget)\//.test(path) ||
    /^src\/.*\/(desk|words)\//.test(path) ||
    /\.(tsx|css)$/.test(path));

/** @param {string} dir @returns {string[]} */
function walk(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(dir, entry.name)) : [join(dir, entry.name)],
  );
}
