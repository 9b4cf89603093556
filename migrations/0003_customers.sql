-- Whom we talk with: one lifelong record, reached under many identities.

create table companies (
  id uuid primary key,
  name text not null,
  domain text unique,
  created_at timestamptz not null
);

create table customers (
  id uuid primary key,
  name text not null default '',
  company_id uuid references companies on delete set null,
  language text,
  time_zone text,
  -- Values of the typed custom fields, by the field's key.
  fields jsonb not null default '{}',
  note text not null default '',
  blocked_at timestamptz,
  sample boolean not null default false,
  version integer not null default 1,
  -- Name, addresses and company folded to plain letters, for search that forgives typing errors.
  search text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index customers_by_company on customers (company_id) where company_id is not null;
create index customers_search on customers using gin (search gin_trgm_ops);

create table identities (
  id uuid primary key,
  customer_id uuid not null references customers on delete cascade,
  kind text not null,
  value text not null,
  name text not null default '',
  -- When this identity proved to be the person's own: a mail that passed its checks, a signed login.
  verified_at timestamptz,
  created_at timestamptz not null,
  unique (kind, value)
);
create index identities_by_customer on identities (customer_id);

-- Typed fields an owner adds to conversations or customers.
create table custom_fields (
  id uuid primary key,
  noun text not null check (noun in ('conversation', 'customer')),
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  label text not null,
  type text not null check (type in ('text', 'number', 'date', 'checkbox', 'choice')),
  choices text[] not null default '{}',
  position smallint not null default 0,
  archived_at timestamptz,
  unique (noun, key)
);
