import { parentPort } from 'node:worker_threads';
import { parseMail } from '../parse.ts';

/** A worker that does what it is told by the subject, for tests of the pool: hang, crash, or eat memory. */
parentPort?.on('message', async ({ raw }: { raw: Uint8Array }) => {
  const mail = await parseMail(raw);
  if (mail.subject === 'hang') for (;;);
  if (mail.subject === 'crash') throw new Error('told to crash');
  if (mail.subject === 'exit') process.exit(3);
  if (mail.subject === 'eat') {
    const eaten: object[] = [];
    for (;;) eaten.push({ more: eaten.length });
  }
  parentPort?.postMessage({ mail, safe: null });
});

parentPort?.postMessage('ready');
