import type { ColumnType, Generated } from 'kysely';

declare module '../platform/db/tables.ts' {
  interface Tables {
    companies: { id: string; name: string; domain: string | null; created_at: Date };
    customers: CustomersTable;
    identities: IdentitiesTable;
    custom_fields: CustomFieldsTable;
  }
}

interface CustomersTable {
  id: string;
  name: Generated<string>;
  company_id: string | null;
  language: string | null;
  time_zone: string | null;
  fields: ColumnType<Record<string, unknown>, string | undefined, string>;
  note: Generated<string>;
  blocked_at: Date | null;
  sample: Generated<boolean>;
  version: Generated<number>;
  search: Generated<string>;
  created_at: Date;
  updated_at: Date;
}

interface IdentitiesTable {
  id: string;
  customer_id: string;
  kind: string;
  value: string;
  name: Generated<string>;
  verified_at: Date | null;
  created_at: Date;
}

interface CustomFieldsTable {
  id: string;
  noun: 'conversation' | 'customer';
  key: string;
  label: string;
  type: 'text' | 'number' | 'date' | 'checkbox' | 'choice';
  choices: Generated<string[]>;
  position: Generated<number>;
  archived_at: Date | null;
}
