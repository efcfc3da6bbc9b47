-- How often a campus's clients used which part of the contract, by day. A machine stands for itself; all people are one
-- client ('people'), because what a single person reads is nobody's business. Unlogged: figures that a crash may cost.
create unlogged table contract_usage (
  tenant_id uuid not null,
  client text not null,
  coordinate text not null,
  used_on date not null,
  uses bigint not null
) with (fillfactor = 70);
alter table contract_usage add constraint contract_usage_pk primary key (tenant_id, coordinate, client, used_on);
alter table contract_usage add constraint contract_usage_institution_fk foreign key (tenant_id) references institutions (id);
create index contract_usage_by_day on contract_usage (tenant_id, used_on);

alter table contract_usage enable row level security;
alter table contract_usage force row level security;
create policy tenant_only on contract_usage
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on contract_usage to halfhour_app;
