import type { Readable } from 'node:stream';
import type { Tx } from '../db/connect.ts';
import type { Space } from './space.ts';

/** Content-addressed storage: the name of a file is the SHA-256 of its bytes, in lower-case hex. */
export type Files = {
  /**
   * Stores bytes safely (written, synced, then named) and notes them in `files` within the transaction.
   * Storing the same bytes twice is one file. Returns the hash.
   */
  put(tx: Tx, bytes: Uint8Array, now: Date): Promise<string>;
  /** Stores bytes whose row in `files` is another's care (a restore). Returns the hash. */
  keep(bytes: Uint8Array): Promise<string>;
  /** Throws Refusal NOT_FOUND when the bytes are not there. */
  read(hash: string): Promise<Buffer>;
  stream(hash: string): Promise<Readable>;
  has(hash: string): Promise<boolean>;
  remove(hash: string): Promise<void>;
  /** How much room is left, as of a few seconds ago. */
  space(): Promise<Space>;
};
