import { type RawBuilder, sql } from 'kysely';
import type { AuditKind } from './contract.ts';

/** What is recorded, by kinds a person looks for. An action is of the first kind that has it; `*` ends a beginning. */
const kinds: Record<AuditKind, readonly string[]> = {
  'sign-in': [
    ...['agent.sign-in', 'agent.end-sessions', 'agent.change-password', 'agent.reset-link'],
    ...['agent.start-two-factor', 'agent.end-two-factor', 'agent.renew-recovery-codes'],
    ...['agent.add-passkey', 'agent.rename-passkey', 'agent.remove-passkey', 'agent.link-provider'],
  ],
  access: ['agent.change-role', 'agent.change-sight', 'inbox.grant'],
  people: ['agent.*', 'invitation.*', 'team.*'],
  keys: ['key.*'],
  inboxes: ['inbox.*', 'channel.*', 'brand.*'],
  mail: ['outbox.*', 'sender.*', 'message.*'],
  words: ['tag.*', 'field.*', 'cause.*', 'view.*', 'canned.*', 'checklist.*'],
  customers: ['customer.*', 'company.*'],
  data: ['audit.*', 'export.*', 'archive.*', 'import.*', 'backup.*', 'sample.*', 'workspace.export'],
  workspace: [],
};

/** How specific a pattern is decides: whole names before beginnings. */
const order = Object.entries(kinds) as [AuditKind, readonly string[]][];

/** The kind an action belongs to; what no kind claims is about the workspace. */
export function kindOf(action: string): AuditKind {
  const whole = order.find(([, patterns]) => patterns.includes(action));
  const begun = order.find(([, patterns]) =>
    patterns.some((pattern) => pattern.endsWith('*') && action.startsWith(pattern.slice(0, -1))),
  );
  return (whole ?? begun)?.[0] ?? 'workspace';
}

/** Whether the action in `column` is of this kind, in SQL: the same answer as `kindOf`. */
export function isOfKind(kind: AuditKind, column: string): RawBuilder<boolean> {
  const of = (wanted: (one: AuditKind) => boolean, begun: boolean) =>
    order
      .filter(([one]) => wanted(one))
      .flatMap(([, patterns]) => patterns)
      .filter((pattern) => pattern.endsWith('*') === begun)
      .map((pattern) => pattern.replace('*', '%'));
  const ref = sql.ref(column);
  if (kind === 'workspace') {
    const all = of(() => true, false);
    const beginnings = of(() => true, true);
    return sql<boolean>`not (${ref} = any(${all}::text[]) or ${ref} like any(${beginnings}::text[]))`;
  }
  const others = of((one) => one !== kind, false);
  const mine = of((one) => one === kind, false);
  const beginnings = of((one) => one === kind, true);
  return sql<boolean>`(${ref} = any(${mine}::text[])
    or (${ref} like any(${beginnings}::text[]) and ${ref} <> all(${others}::text[])))`;
}
