import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Mount } from './server.ts';

const built = path.resolve(import.meta.dirname, '../../../dist/desk');

/** What the desk's page may load and where it may be shown; mail is framed without any of it. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' ws: wss:",
  "frame-src 'self' blob: data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const hashed = 'public, max-age=31536000, immutable';

/**
 * The empty page a mail's purified HTML is put into. A page of its own, because a frame without an address
 * inherits the desk's policy, which lets no picture from elsewhere in even when somebody asks for it. No
 * script runs here, whoever opens it.
 */
const mailFrame = {
  html: '<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Mail</title></head><body></body></html>',
  policy: [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src 'self' data: https: http:",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
  ].join('; '),
};

/** The desk: its built files, and its one page for every path that is not a file. Mounted last. */
export const mountDesk: Mount = (app) => {
  const files = serveStatic({
    root: path.relative(process.cwd(), built),
    onFound: (file, c) => c.header('Cache-Control', file.includes('/assets/') ? hashed : 'no-cache'),
  });
  app.get('/mail-frame', (c) => {
    c.header('Content-Security-Policy', mailFrame.policy);
    c.header('Cache-Control', 'public, max-age=3600');
    return c.html(mailFrame.html);
  });
  app.get('/assets/*', files, (c) => c.notFound());
  app.get('*', async (c, next) => (path.extname(c.req.path) ? files(c, next) : next()));
  app.get('*', async (c) => {
    const page = await readFile(path.join(built, 'index.html'), 'utf8').catch(() => undefined);
    if (page === undefined) return c.text('The desk has not been built yet. Run: npm run build', 503);
    c.header('Content-Security-Policy', policy);
    c.header('Cache-Control', 'no-cache');
    return c.html(page);
  });
};
