import type { ColumnType, Generated } from 'kysely';
import type { Sort } from './filter.ts';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    saved_views: SavedViewsTable;
    view_orders: { agent_id: string; view_ids: string[]; hidden_ids: Generated<string[]> };
  }
}

interface SavedViewsTable {
  id: string;
  name: string;
  scope: 'personal' | 'team' | 'everyone';
  agent_id: string | null;
  team_id: string | null;
  filter: ColumnType<unknown, string, string>;
  sort: Sort;
  version: Generated<number>;
  created_at: Date;
  updated_at: Date;
}
