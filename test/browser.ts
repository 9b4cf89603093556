import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import packaged from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** Where distributions put their Chromium; the machine's own is preferred to the packaged one. */
const own = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Our own launch arguments, never the package's, which switch off web security. The sandbox needs a user
 * other than root; everything opened here is ours.
 */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/** A real browser. `close` ends it and removes what it left on disk. */
export async function openBrowser(): Promise<Browser & { end(): Promise<void> }> {
  // A folder of its own: Chromium and the package both write to TMPDIR, and tests run side by side.
  const scratch = await mkdtemp(path.join(tmpdir(), 'rapport-browser-'));
  const executablePath = own.find((file) => existsSync(file)) ?? (await packaged.executablePath());
  const browser = await chromium.launch({
    executablePath,
    args,
    env: { ...process.env, TMPDIR: scratch } as Record<string, string>,
  });
  return Object.assign(browser, {
    async end() {
      await browser.close();
      await rm(scratch, { recursive: true, force: true });
    },
  });
}
