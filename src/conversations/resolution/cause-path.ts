import { type RawBuilder, sql } from 'kysely';

/** How deep the tree of causes may grow: as many names fit into one line. */
export const deepest = 8;

/** A cause with its way down, "Billing › Charged twice", put away or not; null without a cause. */
export const causePath = (column: string): RawBuilder<string | null> => sql<string | null>`(
  with recursive up as (
    select id, parent_id, name, 1 as depth from causes where id = ${sql.ref(column)}
    union all
    select above.id, above.parent_id, above.name, up.depth + 1
    from causes above join up on above.id = up.parent_id where up.depth < ${sql.lit(deepest)}
  ) select string_agg(name, ' › ' order by depth desc) from up)`;
