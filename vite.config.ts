import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { app } from './src/ui/build/app-plugin.ts';
import { words } from './src/ui/build/words-plugin.ts';

/**
 * Puts `theme.js` into the page as a hashed file of its own. It has to run before the first paint, so it
 * blocks; it cannot be inline (the page's policy is script-src 'self') nor a module (those wait).
 */
function themeBeforePaint(): Plugin {
  const source = readFileSync(new URL('./src/desk/theme.js', import.meta.url), 'utf8');
  const file = `assets/theme-${createHash('sha256').update(source).digest('hex').slice(0, 8)}.js`;
  let building = false;
  return {
    name: 'theme-before-paint',
    configResolved(config) {
      building = config.command === 'build';
    },
    buildStart() {
      if (building) this.emitFile({ type: 'asset', fileName: file, source });
    },
    transformIndexHtml: () => [
      { tag: 'script', attrs: { src: building ? `/${file}` : '/theme.js' }, injectTo: 'head-prepend' },
    ],
  };
}

export default defineConfig({
  root: 'src/desk',
  base: '/',
  publicDir: false,
  plugins: [react(), tailwind(), words(), themeBeforePaint(), app()],
  build: {
    outDir: '../../dist/desk',
    emptyOutDir: true,
    manifest: true,
    // light-dark() and oklch() reach the browser as written; everything below these knows neither.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // The first load is three files instead of ninety: what is packed together shrinks together (28 kB of
        // gzip), and the browser asks once. What only later screens import stays in chunks of its own.
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 2 },
            { name: 'inbox', test: /conversations[\\/]desk[\\/](Inbox|Thread)\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/rpc': 'http://localhost:3000',
      '/api': 'http://localhost:3000',
      '/files': 'http://localhost:3000',
      '/mail-frame': 'http://localhost:3000',
    },
  },
});
