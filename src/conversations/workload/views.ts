import { sql } from 'kysely';
import type { Ground } from '../../platform/ground.ts';
import { presentIn } from '../../platform/live/present.ts';
import type { Caller } from '../../staff/caller.ts';
import { visible } from '../access.ts';

type Row = {
  id: string;
  name: string;
  lastSeenAt: Date | null;
  open: number;
  oldest: Date | null;
  solved: number;
};

/**
 * Each active agent with what is open with them and what they solved since `today`, behind the caller's own
 * scope; who is here now comes from the desks that are open. Two queries.
 */
export async function viewWorkload(ground: Ground, caller: Caller, today: Date) {
  const { rows } = await sql<Row>`
    with theirs as (
      select c.assignee_id, count(*) filter (where c.shelf = 'open')::int as open,
        min(c.waiting_since) filter (where c.shelf = 'open') as oldest,
        count(*) filter (where c.shelf = 'solved')::int as solved
      from conversations c
      where c.assignee_id is not null and ${visible(caller, 'c.inbox_id')}
        and (c.shelf = 'open' or (c.shelf = 'solved' and c.solved_at >= ${today})) group by 1
    )
    select a.id, a.name, (select max(s.seen_at) from sessions s where s.agent_id = a.id) as "lastSeenAt",
      coalesce(w.open, 0) as open, w.oldest, coalesce(w.solved, 0) as solved
    from agents a left join theirs w on w.assignee_id = a.id
    where a.deactivated_at is null order by lower(a.name), a.id limit 1000`.execute(ground.db);
  const present = presentIn(ground.db);
  const ids = [...new Set(present.flatMap(({ at }) => at.map(({ conversation }) => conversation)))];
  const numbers = await numbersOf(ground, caller, ids);
  const byAgent = new Map(present.map((one) => [one.id, one]));
  return rows.map(({ id, name, lastSeenAt, open, oldest, solved }) => ({
    agent: { id, name },
    online: byAgent.has(id),
    lastSeenAt,
    open,
    oldestWaitingSince: oldest,
    solvedToday: solved,
    at: (byAgent.get(id)?.at ?? []).flatMap(({ conversation, state }) => {
      const number = numbers.get(conversation);
      return number === undefined ? [] : [{ number, state }];
    }),
  }));
}

async function numbersOf(
  ground: Ground,
  caller: Caller,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; number: string }>`
    select c.id, c.number from conversations c
    where c.id = any(${[...ids]}::uuid[]) and ${visible(caller, 'c.inbox_id')}`.execute(ground.db);
  return new Map(rows.map(({ id, number }) => [id, Number(number)]));
}
