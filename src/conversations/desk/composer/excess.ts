import type { client } from '../../../ui/api.ts';
import { type Half, htmlToWords } from './draft-body.ts';

/** What a channel declares that it can carry. */
export type Limits = Awaited<ReturnType<typeof client.channels.limits>>[number];

/** In what a message is more than its channel carries. */
export type Excess =
  | { is: 'noFiles' }
  | { is: 'manyFiles'; max: number }
  | { is: 'largeFiles'; size: number; max: number }
  | { is: 'long'; over: number };

/** Why this is more than the channel can carry; null if it is not, or nothing is known. Pure. */
export function excessOf(limits: Limits | undefined, half: Half): Excess | null {
  if (!limits) return null;
  const { files, text } = limits;
  const size = half.files.reduce((sum, file) => sum + file.size, 0);
  if (half.files.length > 0 && !files) return { is: 'noFiles' };
  if (files && half.files.length > files.perMessage) return { is: 'manyFiles', max: files.perMessage };
  if (files && size > files.max) return { is: 'largeFiles', size, max: files.max };
  // Each sign is at most three bytes: short letters need not be measured.
  if (half.html.length * 3 <= text.max) return null;
  const words = text.rich === 'html' ? half.html : htmlToWords(half.html);
  const long = text.unit === 'bytes' ? new TextEncoder().encode(words).length : words.length;
  return long > text.max ? { is: 'long', over: long - text.max } : null;
}
