import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const source = new URL('../../desk/app/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, source));

/** What opens without a connection: everything but what tests or other alphabets need, which comes when asked. */
const kept = (file: string) =>
  /\.(?:js|css|svg)$/.test(file) ? !/\/en-X/.test(file) : /inter-latin(?:-ext)?-wght-normal/.test(file);

/**
 * Vite plugin: what makes the desk an app one can install. Emits manifest.json, its icons, and sw.js with the
 * list of files it keeps and a version that changes when any of them does.
 */
export function app(): Plugin {
  return {
    name: 'app',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const name of ['manifest.json', 'icon-192.png', 'icon-512.png', 'icon-maskable.png'])
        this.emitFile({ type: 'asset', fileName: name, source: read(name) });
      const files = Object.keys(bundle)
        .filter((file) => file.startsWith('assets/') && kept(file))
        .map((file) => `/${file}`)
        .sort();
      const worker = read('sw.js').toString();
      const version = createHash('sha256').update(files.join('\n')).update(worker).digest('hex').slice(0, 12);
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: `const VERSION = '${version}';\nconst FILES = ${JSON.stringify(files)};\n${worker}`,
      });
    },
  };
}
