-- What each actor, and each campus as a whole ('campus'), has left of its budget. Kept as the instant at which the
-- budget is whole again, in microseconds of the epoch: it can only move forward, whichever instance's clock asks.
-- Unlogged: a draw writes no WAL and waits for no disk. After a crash the budgets are whole, which costs nobody anything.
create unlogged table rate_buckets (
  tenant_id uuid not null,
  subject text not null,
  full_at_us bigint not null,
  granted_us bigint not null
) with (fillfactor = 50);
alter table rate_buckets add constraint rate_buckets_pk primary key (tenant_id, subject);
alter table rate_buckets add constraint rate_buckets_institution_fk foreign key (tenant_id) references institutions (id);

alter table rate_buckets enable row level security;
alter table rate_buckets force row level security;
create policy tenant_only on rate_buckets
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update on rate_buckets to halfhour_app;
