import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Id, Name } from '../../../platform/http/shapes.ts';

/** The API of bringing old mail in from files. The bytes go to `PUT /api/mail-archives/{id}/bytes?at=N`. */

/** More than any mailbox that was ever a file; a typing error is. */
const largest = 1024 ** 4;

export const Archive = z.object({
  id: Id,
  channel: z.object({ id: Id, address: z.string() }),
  name: z.string(),
  format: z.enum(['mbox', 'framed']),
  state: z.enum(['sending', 'reading', 'paused', 'done', 'failed', 'cancelled']),
  problem: z.string().describe('What stands in the way, in plain words; empty when all is well.'),
  fingerprint: z.string(),
  size: z.number().describe('Bytes.'),
  received: z.number().describe('Bytes that were sent so far: where to go on.'),
  done: z.number().describe('Bytes that were read so far.'),
  brought: z.number().int().describe('Mails brought in.'),
  known: z.number().int().describe('Mails that were here before.'),
  leftOut: z.number().int().describe('Drafts, deleted mails and spam, which are left out.'),
  tooLarge: z.number().int().describe('Of those brought in: mails of which only the head was kept.'),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type Archive = z.output<typeof Archive>;

const ref = z.object({ id: Id });

export const archivesContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/mail-archives',
      summary: 'Archives of old mail being brought in, newest first',
    })
    .output(z.object({ items: z.array(Archive), next: z.null() })),
  begin: oc
    .route({
      method: 'POST',
      path: '/mail-archives',
      summary: 'Begin to bring in an mbox file or a Maildir; the same file again goes on where it stopped',
      successStatus: 201,
    })
    .input(
      z.object({
        channelId: Id.describe('The mailbox the mails belong to.'),
        format: z
          .enum(['mbox', 'framed'])
          .describe('"framed": each mail after its length in bytes, as four bytes, the highest first.'),
        name: Name,
        fingerprint: z
          .string()
          .min(1)
          .max(300)
          .describe('The same for the same file: its name, size and time.'),
        size: z.number().int().min(1).max(largest),
      }),
    )
    .output(Archive),
  pause: oc
    .route({ method: 'POST', path: '/mail-archives/{id}/pause', summary: 'Stop reading until resumed' })
    .input(ref)
    .output(Archive),
  resume: oc
    .route({ method: 'POST', path: '/mail-archives/{id}/resume', summary: 'Go on reading' })
    .input(ref)
    .output(Archive),
  cancel: oc
    .route({
      method: 'POST',
      path: '/mail-archives/{id}/cancel',
      summary: 'Give up; what was brought in stays',
    })
    .input(ref)
    .output(Archive),
};
