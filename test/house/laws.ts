import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** One file of the house, with a path like `src/staff/join.ts`. */
export type HouseFile = { path: string; text: string };

const longest = 250;
const reason = 'Over 250 lines because';
/** The reason stands where a reader begins. */
const topLines = 12;
/** Names that say nothing (law 12). */
const empty = /^(services?|managers?|helpers?|utils?|common)$/i;
/** Rooms whose time comes from the clock that is passed in (law 13). */
const timed =
  /^src\/(staff|customers|conversations|channels|routing|promises|knowledge|feedback|automation|outreach|insight|site)\//;

/** Every source file below the given folders; recorded samples are data. */
export function readHouse(root: string, folders = ['src', 'bin']): HouseFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(tsx?|mjs|js|css)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !file.includes('/samples/'))
      .map((file) => ({ path: file.slice(root.length + 1), text: readFileSync(file, 'utf8') })),
  );
}

/** Law 11: no file over 250 lines without a written reason at its top. */
export function tooLong(files: HouseFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n');
    const explained = lines.slice(0, topLines).join(' ').includes(reason);
    return lines.length <= longest || explained
      ? []
      : [`${path} has ${lines.length} lines: split it, or say at its top "${reason} …"`];
  });
}

/** Law 12: no file, folder or exported thing is named by a word that says nothing. */
export function emptyNames(files: HouseFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const inPath = wordsOf(path).filter((word) => empty.test(word));
    const exported = text.matchAll(
      /^export (?:default )?(?:async )?(?:function\*?|const|let|class|type|interface) (\w+)/gm,
    );
    const names = [...exported].map(([, name = '']) => name);
    const inNames = names.filter((name) => wordsOf(name).some((word) => empty.test(word)));
    return [
      ...inPath.map((word) => `${path} is named "${word}", which says nothing`),
      ...inNames.map((name) => `${path} exports ${name}, a name that says nothing`),
    ];
  });
}

/** The parts of a name: `sendHelper`, `send-helper` and `SendHelper` alike. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
}

/** Law 13: in the rooms of the business nobody asks the machine or the database what time it is. */
export function ownTime(files: HouseFile[]): string[] {
  return files
    .filter(({ path }) => timed.test(path) && !/\/desk\/|\.tsx$|\.test\.ts$/.test(path))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .map((line, index) => ({ code: line.replace(/^\s*(\*|\/\*|\/\/).*/, ''), number: index + 1 }))
        .filter(({ code }) =>
          /\bDate\.now\(|\bnew Date\(\)|(?<![.\w])now\(\)|\bcurrent_(timestamp|date)\b/.test(code),
        )
        .map(({ number }) => `${path}:${number} takes the time by itself; let it be passed in (now: Date)`),
    );
}

/** Acts that have one door, and the files that are that door. */
const doors: { what: string; code: RegExp; only: RegExp }[] = [
  {
    what: 'writes a message',
    code: /insertInto\('messages'\)|insert into messages\b/i,
    only: /^src\/conversations\/add-message\.ts$/,
  },
  {
    what: 'writes an event',
    code: /insertInto\('events'\)|insert into events\b/i,
    only: /^src\/platform\/(events\/record|backup\/\w+)\.ts$/,
  },
  {
    what: 'sends through a channel',
    code: /\badapter\.send\(/,
    only: /^src\/channels\/deliver\.ts$/,
  },
];

/** Law 1: each act has one door, so that nothing can be done beside its rules. */
export function sideDoors(files: HouseFile[]): string[] {
  return files
    .filter(({ path }) => path.startsWith('src/') && !/\.test\.ts$/.test(path))
    .flatMap(({ path, text }) =>
      doors
        .filter(({ code, only }) => !only.test(path) && code.test(text))
        .map(({ what }) => `${path} ${what} by itself; there is one door for that`),
    );
}

/** Addresses in the lock file would tie every install to the registry it was written at. */
export function lockedAddresses(root: string): string[] {
  const count = readFileSync(join(root, 'package-lock.json'), 'utf8').match(/"resolved":/g)?.length ?? 0;
  return count === 0 ? [] : [`package-lock.json names ${count} download addresses ("resolved")`];
}

/** Tests that would run alone, or not at all: both make a green run say less than it seems to. */
export function heldBack(files: HouseFile[]): string[] {
  return files
    .filter(({ path }) => /\.test\.ts$/.test(path))
    .filter(({ text }) => /\b(test|it|describe)\.(only|skip|todo)\(/.test(text))
    .map(({ path }) => `${basename(path)} holds tests back (only, skip or todo)`);
}
