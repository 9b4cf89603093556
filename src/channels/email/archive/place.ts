import path from 'node:path';
import type { Config } from '../../../platform/config.ts';
import type { ArchiveRow } from './tables.ts';

/** Where archives lie that were sent here, until they are read. */
export const archiveFolder = (config: Pick<Config, 'dataDir'>): string =>
  path.join(config.dataDir, 'archives');

/** Where the bytes of an archive lie. */
export const archivePath = (
  config: Pick<Config, 'dataDir'>,
  archive: Pick<ArchiveRow, 'id' | 'path'>,
): string => archive.path ?? path.join(archiveFolder(config), archive.id);
