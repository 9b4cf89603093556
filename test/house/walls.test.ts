import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { checkWalls } from './walls.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rapport-walls-'));
after(() => rmSync(scratch, { recursive: true, force: true }));
let houses = 0;

/** The rules that a house of these files breaks; each file is written as its imports. */
async function broken(files: Record<string, string>): Promise<string[]> {
  const root = join(scratch, String(++houses));
  for (const [path, imports] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${imports}\nexport const x = 1;\nexport type X = number;\n`);
  }
  const walls = await checkWalls(root, ['src']);
  assert.equal(walls.modules, Object.keys(files).length);
  return walls.broken.map((line) => /\(([\w-]+):/.exec(line)?.[1] ?? line).sort();
}

const refused: [string, string, string, string][] = [
  ['floor-of-platform', 'src/platform/a.ts', 'src/staff/b.ts', "import { x as y } from '../staff/b.ts';"],
  ['floor-of-staff', 'src/staff/a.ts', 'src/customers/b.ts', "import { x as y } from '../customers/b.ts';"],
  [
    'floor-of-conversations',
    'src/conversations/a.ts',
    'src/channels/b.ts',
    "import type { X as Y } from '../channels/b.ts';",
  ],
  ['floor-of-routing', 'src/routing/a.ts', 'src/promises/b.ts', "import { x as y } from '../promises/b.ts';"],
  [
    'floor-of-automation',
    'src/automation/a.ts',
    'src/channels/b.ts',
    "import { x as y } from '../channels/b.ts';",
  ],
  ['floor-of-insight', 'src/insight/a.ts', 'src/staff/b.ts', "import { x as y } from '../staff/b.ts';"],
  ['floor-of-platform', 'src/platform/a.ts', 'src/house.ts', "import { x as y } from '../house.ts';"],
  ['server-imports-no-screen', 'src/house.ts', 'src/ui/b.ts', "import { x as y } from './ui/b.ts';"],
  ['browser-ui', 'src/ui/a.ts', 'src/staff/b.ts', "import { x as y } from '../staff/b.ts';"],
  [
    'browser-room',
    'src/conversations/desk/a.tsx',
    'src/conversations/b.ts',
    "import { x as y } from '../b.ts';",
  ],
  [
    'browser-room',
    'src/conversations/desk/a.tsx',
    'src/staff/desk/b.tsx',
    "import { x as y } from '../../staff/desk/b.tsx';",
  ],
  ['browser-widget', 'src/widget/a.ts', 'src/ui/b.ts', "import { x as y } from '../ui/b.ts';"],
  [
    'nothing-imports-a-test',
    'src/staff/a.ts',
    'src/staff/b.test.ts',
    "import { x as y } from './b.test.ts';",
  ],
];

for (const [rule, from, to, line] of refused) {
  test(`refused: ${from} imports ${to}`, async () => {
    assert.deepEqual(await broken({ [from]: line, [to]: '' }), [rule]);
  });
}

test('refused: two files in a circle, and an import that leads nowhere', async () => {
  const circle = { 'src/staff/a.ts': "import './b.ts';", 'src/staff/b.ts': "import './a.ts';" };
  assert.deepEqual(await broken(circle), ['circle']);
  assert.deepEqual(await broken({ 'src/staff/a.ts': "import './missing.ts';" }), ['unresolvable']);
});

test('allowed: down the floors, types into a screen, contracts and words into a screen, anything into a test', async () => {
  assert.deepEqual(
    await broken({
      'src/platform/ids.ts': '',
      'src/staff/a.ts': "import { x as y } from '../platform/ids.ts';",
      'src/conversations/receive.ts': "import { x as y } from '../staff/a.ts';",
      'src/conversations/contract.ts': "import { x as y } from '../platform/ids.ts';",
      'src/channels/deliver.ts': "import { x as y } from '../conversations/receive.ts';",
      'src/ui/parts.tsx': '',
      'src/conversations/desk/Inbox.tsx':
        "import { x as y } from '../contract.ts';\nimport type { X as Y } from '../receive.ts';\nimport { x as z } from '../../ui/parts.tsx';",
      'src/desk/main.tsx': "import { x as y } from '../conversations/desk/Inbox.tsx';",
      'src/platform/far.test.ts': "import { x as y } from '../channels/deliver.ts';",
      'src/main.ts': "import { x as y } from './channels/deliver.ts';",
    }),
    [],
  );
});
