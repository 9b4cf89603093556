-- How many guesses of a code an agent has left, counted for all processes together (src/staff/code-tries.ts).
create table code_tries (
  agent_id uuid primary key references agents on delete cascade,
  -- As of `at`; it fills up again with time.
  "left" double precision not null,
  at timestamptz not null
);
