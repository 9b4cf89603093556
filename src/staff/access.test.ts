import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type About, type Action, may, must, rules } from './access.ts';
import { type Caller, type Level, levels, type Role, roles } from './caller.ts';
import { levelFor } from './signed-in.ts';

/*
 * Who may do what to staff, every cell: action × relation × role. A cross is yes, a dot is no.
 *
 * Relation: "self" is done to oneself; "to ROLE" to somebody else of that role; "makes ROLE" gives that
 * role; "to A makes B" both; "in an inbox at LEVEL" by somebody with that level there.
 */
const table = `
action                relation                   owner admin supervisor agent light

staff.see             -                            x     x       x        x     x
agent.invite          makes owner                  x     .       .        .     .
agent.invite          makes admin                  x     x       .        .     .
agent.invite          makes supervisor             x     x       .        .     .
agent.invite          makes agent                  x     x       .        .     .
agent.invite          makes light                  x     x       .        .     .
agent.rename          self                         x     x       x        x     x
agent.rename          to owner                     x     .       .        .     .
agent.rename          to admin                     x     x       .        .     .
agent.rename          to supervisor                x     x       .        .     .
agent.rename          to agent                     x     x       .        .     .
agent.rename          to light                     x     x       .        .     .
agent.change-role     self makes owner             x     .       .        .     .
agent.change-role     self makes admin             x     x       .        .     .
agent.change-role     self makes light             x     x       .        .     .
agent.change-role     to owner makes light         x     .       .        .     .
agent.change-role     to admin makes owner         x     .       .        .     .
agent.change-role     to admin makes light         x     x       .        .     .
agent.change-role     to supervisor makes admin    x     x       .        .     .
agent.change-role     to agent makes owner         x     .       .        .     .
agent.change-role     to agent makes admin         x     x       .        .     .
agent.change-role     to agent makes supervisor    x     x       .        .     .
agent.change-role     to light makes agent         x     x       .        .     .
agent.change-sight    to owner                     x     .       .        .     .
agent.change-sight    to admin                     x     x       .        .     .
agent.change-sight    to supervisor                x     x       .        .     .
agent.change-sight    to agent                     x     x       .        .     .
agent.change-sight    to light                     x     x       .        .     .
agent.deactivate      self                         .     .       .        .     .
agent.deactivate      to owner                     x     .       .        .     .
agent.deactivate      to admin                     x     x       .        .     .
agent.deactivate      to supervisor                x     x       .        .     .
agent.deactivate      to agent                     x     x       .        .     .
agent.deactivate      to light                     x     x       .        .     .
agent.reactivate      to owner                     x     .       .        .     .
agent.reactivate      to admin                     x     x       .        .     .
agent.reactivate      to supervisor                x     x       .        .     .
agent.reactivate      to agent                     x     x       .        .     .
agent.reactivate      to light                     x     x       .        .     .
agent.reset-link      self                         .     .       .        .     .
agent.reset-link      to owner                     x     .       .        .     .
agent.reset-link      to admin                     x     x       .        .     .
agent.reset-link      to supervisor                x     x       .        .     .
agent.reset-link      to agent                     x     x       .        .     .
agent.reset-link      to light                     x     x       .        .     .
agent.end-two-factor  self                         .     .       .        .     .
agent.end-two-factor  to owner                     x     .       .        .     .
agent.end-two-factor  to admin                     x     x       .        .     .
agent.end-two-factor  to supervisor                x     x       .        .     .
agent.end-two-factor  to agent                     x     x       .        .     .
agent.end-two-factor  to light                     x     x       .        .     .
agent.end-sessions    self                         .     .       .        .     .
agent.end-sessions    to owner                     x     .       .        .     .
agent.end-sessions    to admin                     x     x       .        .     .
agent.end-sessions    to supervisor                x     x       .        .     .
agent.end-sessions    to agent                     x     x       .        .     .
agent.end-sessions    to light                     x     x       .        .     .
invitation.see        -                            x     x       .        .     .
invitation.change     makes owner                  x     .       .        .     .
invitation.change     makes admin                  x     x       .        .     .
invitation.change     makes supervisor             x     x       .        .     .
invitation.change     makes agent                  x     x       .        .     .
invitation.change     makes light                  x     x       .        .     .
team.change           -                            x     x       x        .     .
brand.change          -                            x     x       .        .     .
inbox.see             in an inbox at none          x     x       x        .     .
inbox.see             in an inbox at view          x     x       x        x     x
inbox.see             in an inbox at reply         x     x       x        x     x
inbox.see             in an inbox at manage        x     x       x        x     x
inbox.add             -                            x     x       .        .     .
inbox.archive         -                            x     x       .        .     .
inbox.change          in an inbox at none          x     x       x        .     .
inbox.change          in an inbox at view          x     x       x        .     .
inbox.change          in an inbox at reply         x     x       x        .     .
inbox.change          in an inbox at manage        x     x       x        x     .
inbox.grant           in an inbox at none          x     x       x        .     .
inbox.grant           in an inbox at view          x     x       x        .     .
inbox.grant           in an inbox at reply         x     x       x        .     .
inbox.grant           in an inbox at manage        x     x       x        x     .
key.see               -                            x     x       .        .     .
key.make              -                            x     x       .        .     .
key.revoke            self                         x     x       .        .     .
key.revoke            to owner                     x     .       .        .     .
key.revoke            to admin                     x     x       .        .     .
key.revoke            to supervisor                x     x       .        .     .
key.revoke            to agent                     x     x       .        .     .
key.revoke            to light                     x     x       .        .     .
workspace.change      -                            x     x       .        .     .
provider.see          -                            x     x       .        .     .
provider.change       -                            x     .       .        .     .
audit.see             -                            x     x       .        .     .
audit.export          -                            x     x       .        .     .
`;

/** What is given to somebody in an inbox, and what their role makes of it. */
const inboxTable = `
given     owner   admin   supervisor  agent   light

none      manage  manage  manage      none    none
view      manage  manage  manage      view    view
reply     manage  manage  manage      reply   view
manage    manage  manage  manage      manage  view
`;

const inboxId = '01890000-0000-7000-8000-000000000001';

function caller(role: Role, given: Level = 'none', scopes: Caller['scopes'] = null): Caller {
  const level = levelFor(role, given);
  return {
    agentId: 'me',
    name: 'Me',
    email: 'me@copperfield.example',
    role,
    inboxes: new Map(level === 'none' ? [] : [[inboxId, level]]),
    seesAll: levelFor(role, 'none') === 'manage',
    sight: 'all',
    teamIds: [],
    scopes,
  };
}

type Cell = { action: Action; relation: string; role: Role; expected: boolean };

const cells: Cell[] = rows(table).flatMap((line) => {
  const [, action = '', relation = '', marks = ''] = /^(\S+) +(.*?) +([x.](?: +[x.]){4})$/.exec(line) ?? [];
  assert.ok(action in rules, `this line cannot be read: ${line}`);
  return marks.split(/ +/).map((mark, column) => ({
    action: action as Action,
    relation,
    role: roles[column] as Role,
    expected: mark === 'x',
  }));
});

function rows(text: string): string[] {
  return text.trim().split('\n').slice(1).filter(Boolean);
}

function about({ relation, role }: Cell): { about: About; given: Level } {
  const word = (before: string) => new RegExp(`${before} (\\w+)`).exec(relation)?.[1];
  const to = word('to') as Role | undefined;
  const given = (word('at') ?? 'none') as Level;
  const agent = relation.startsWith('self') ? { id: 'me', role } : to && { id: 'somebody', role: to };
  const makes = word('makes') as Role | undefined;
  return {
    given,
    about: { ...(agent && { agent }), ...(makes && { role: makes }), ...(word('at') && { inboxId }) },
  };
}

describe('who may do what to staff', () => {
  for (const cell of cells) {
    const { action, relation, role, expected } = cell;
    test(`${role} ${expected ? 'may' : 'may not'} ${action}${relation === '-' ? '' : `, ${relation}`}`, () => {
      const { about: target, given } = about(cell);
      assert.equal(may(caller(role, given), action, target), expected);
    });
  }

  test('the table knows every action', () => {
    assert.deepEqual([...new Set(cells.map(({ action }) => action))].sort(), Object.keys(rules).sort());
  });

  test('whatever asks whom it is done to says no when nobody is named', () => {
    for (const role of roles)
      for (const action of ['agent.deactivate', 'agent.change-role', 'agent.invite', 'key.revoke'] as const)
        assert.equal(may(caller(role), action), false);
  });
});

describe('an API key', () => {
  test('needs the scope admin for everything but looking', () => {
    const looking = caller('owner', 'none', new Set(['read', 'write']));
    for (const action of Object.keys(rules) as Action[]) {
      const target = { agent: { id: 'somebody', role: 'agent' as const }, role: 'agent' as const, inboxId };
      const act = () => must({ ...looking, inboxes: new Map([[inboxId, 'manage']]) }, action, target);
      if (action.endsWith('.see')) assert.doesNotThrow(act);
      else assert.throws(act, { code: 'NOT_ALLOWED' }, action);
    }
  });

  test('never exceeds the role of its agent', () => {
    const key = caller('agent', 'none', new Set(['read', 'write', 'admin']));
    assert.throws(() => must(key, 'workspace.change'), { code: 'NOT_ALLOWED' });
  });
});

describe('what a role makes of a level given in an inbox', () => {
  for (const line of rows(inboxTable)) {
    const [given, ...made] = line.split(/ +/) as Level[];
    for (const [column, expected] of made.entries()) {
      const role = roles[column] as Role;
      test(`${role} given ${given} has ${expected}`, () => {
        assert.ok(levels.includes(given as Level));
        assert.equal(levelFor(role, given as Level), expected);
      });
    }
  }
});
