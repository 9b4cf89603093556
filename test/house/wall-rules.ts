import type { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser';

/**
 * The walls of the house: floors import downwards only (MAP.md shows them). Each rule forbids. Tests may
 * reach anywhere; nothing may reach a test. `import type` crosses where only the browser asks a server file
 * what it looks like, for it leaves no trace in the built page.
 */

/** Server rooms, floor by floor. A room may import itself and the floors listed; not its neighbours. */
const floors = [
  { rooms: ['platform'], may: [] },
  { rooms: ['staff'], may: ['platform'] },
  { rooms: ['customers'], may: ['platform', 'staff'] },
  { rooms: ['conversations'], may: ['platform', 'staff', 'customers'] },
  {
    rooms: ['canned', 'channels', 'routing', 'promises', 'knowledge', 'feedback', 'notices'],
    may: ['platform', 'staff', 'customers', 'conversations'],
  },
  {
    rooms: ['automation', 'outreach'],
    may: ['platform', 'staff', 'customers', 'conversations', 'routing', 'promises', 'knowledge', 'feedback'],
  },
  // Plants something for every screen; nothing of it ever leaves, so it has no business with channels.
  {
    rooms: ['sample'],
    may: ['platform', 'staff', 'customers', 'conversations', 'canned', 'feedback', 'notices'],
  },
  { rooms: ['insight'], may: ['platform'] },
  {
    rooms: ['site'],
    may: [
      ...['platform', 'staff', 'customers', 'conversations', 'canned', 'channels', 'routing', 'promises'],
      ...['knowledge', 'feedback', 'automation', 'outreach'],
    ],
  },
];

const tests = String.raw`\.test\.tsx?$`;
/** What tests of several files share and does not run otherwise. */
const testSupport = ['/test-(people|process)\\.ts$', '^src/platform/live/world\\.ts$'];
const forTests = [tests, ...testSupport];
/** Everything that runs in a browser. */
const browser = String.raw`^src/(ui|desk|widget)/|^src/[\w-]+/desk/`;
const contracts = String.raw`(^|/)contract\.ts$`;
/** Message catalogues belong to the browser, wherever their room is. */
const words = String.raw`/words/[\w-]+\.json$`;

/** What of `src/` is not among these rooms. */
const outside = (rooms: string[]) => `^src/(?!(${rooms.join('|')})/)`;

const serverFloors: IForbiddenRuleType[] = floors.flatMap(({ rooms, may }) =>
  rooms.map((room) => ({
    name: `floor-of-${room}`,
    severity: 'error' as const,
    comment: `${room} imports only ${[room, ...may].join(', ')}`,
    from: { path: `^src/${room}/`, pathNot: [...forTests, browser] },
    to: { path: outside([room, ...may]) },
  })),
);

/** A browser part may import its own kind, contracts, and of server files the types alone. */
const browserPart = (name: string, from: string, may: string[]): IForbiddenRuleType => ({
  name,
  severity: 'error',
  comment: 'Browser: ui, then the desk/ of any room, then src/desk; of the server only types and contract.ts',
  from: { path: from, pathNot: forTests },
  to: {
    path: '^(src|bin|test|bench)/',
    pathNot: [...may, contracts, words],
    dependencyTypesNot: ['type-only'],
  },
});

export const wallRules: IConfiguration & { forbidden: IForbiddenRuleType[] } = {
  forbidden: [
    ...serverFloors,
    {
      name: 'server-imports-no-screen',
      severity: 'error',
      comment: 'The server knows no screen',
      from: { path: '^(src|bin)/', pathNot: [...forTests, browser] },
      to: { path: browser },
    },
    browserPart('browser-ui', '^src/ui/', ['^src/ui/']),
    browserPart('browser-room', '^src/(?!ui/|widget/|desk/)([\\w-]+)/desk/', ['^src/ui/', '^src/$1/desk/']),
    browserPart('browser-desk', '^src/desk/', ['^src/ui/', '^src/desk/', '^src/[\\w-]+/desk/']),
    browserPart('browser-widget', '^src/widget/', ['^src/widget/']),
    {
      name: 'browser-types-point-down',
      severity: 'error',
      comment: 'Even a type is not fetched from a screen further up',
      from: { path: '^src/ui/', pathNot: forTests },
      to: { path: '^src/(desk/|[\\w-]+/desk/)', pathNot: words },
    },
    {
      name: 'nothing-imports-a-test',
      severity: 'error',
      comment: 'What runs does not depend on tests',
      from: { path: '^(src|bin)/', pathNot: [...forTests, '^bin/test\\.ts$'] },
      to: { path: [...forTests, '^test/'] },
    },
    {
      name: 'nothing-imports-the-top',
      severity: 'error',
      comment: 'main.ts wires everything; nothing but bin/ starts it',
      from: { path: '^src/', pathNot: forTests },
      to: { path: '^src/main\\.ts$' },
    },
    {
      name: 'unresolvable',
      severity: 'error',
      comment: 'An import that leads nowhere breaks at run time',
      from: { path: '^(src|bin)/' },
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    {
      name: 'circle',
      severity: 'error',
      comment: 'Files that need each other cannot be read one after the other',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)samples/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
