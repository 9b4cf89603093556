import { type StatsFs, statfs } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { second } from '../clock/clock.ts';

/** How much room the data folder has left. */
export type Space = {
  /** Bytes that may still be written. */
  free: number;
  /** 'low' while there is time to make room; 'full' once mail and answers may not be kept any more. */
  state: 'ok' | 'low' | 'full';
};

/** PostgreSQL writes its log in files of 16 MB and must have room for some, or it stops altogether. */
const full = 64 * 1024 ** 2;
const low = 1024 ** 3;
/** The disk is asked at most this often, however many want to know. */
const keptFor = 5 * second;

const asking = promisify(statfs);
type Ask = (folder: string) => Promise<Pick<StatsFs, 'bavail' | 'bsize' | 'files' | 'ffree'>>;

/** Reads what is left on the disk of `dir`, or of the folder it will be made in (statfs(2)). */
export function createSpace(dir: string, ask: Ask = asking): () => Promise<Space> {
  let known: { at: number; space: Promise<Space> } | undefined;
  const look = async (): Promise<Space> => {
    const { bavail, bsize, files, ffree } = await ask(dir).catch(() => ask(path.dirname(dir)));
    const free = bavail * bsize;
    // Some file systems have no fixed number of files and say 0 of 0.
    const noNames = files > 0 && ffree === 0;
    return { free, state: free < full || noNames ? 'full' : free < low ? 'low' : 'ok' };
  };
  return () => {
    const now = performance.now();
    if (!known || now - known.at > keptFor) known = { at: now, space: look() };
    return known.space;
  };
}
