-- Who did what: one row per state change, never changed. The application may add and read, nothing else.
create table audit_events (
  tenant_id uuid not null,
  id uuid not null,
  action text not null,
  subject_type text not null,
  subject_id uuid not null,
  actor_kind text not null,
  actor_id uuid,
  request_id text not null,
  changes jsonb not null,
  occurred_at timestamptz(3) not null
);
alter table audit_events add constraint audit_events_pk primary key (tenant_id, id);
alter table audit_events add constraint audit_events_institution_fk foreign key (tenant_id) references institutions (id);
alter table audit_events add constraint audit_events_actor_kind check (actor_kind in ('PERSON', 'SERVICE', 'SYSTEM', 'OPERATOR'));
create index audit_events_by_subject on audit_events (tenant_id, subject_id, id);
create index audit_events_by_time on audit_events (tenant_id, occurred_at, id);

-- What happened: the outbox. Thin on purpose (ids and states, no personal data), written in the commit of the change.
create table domain_events (
  tenant_id uuid not null,
  id uuid not null,
  type text not null,
  subject_type text not null,
  subject_id uuid not null,
  audit_event_id uuid not null,
  payload jsonb not null,
  occurred_at timestamptz(3) not null
);
alter table domain_events add constraint domain_events_pk primary key (tenant_id, id);
alter table domain_events add constraint domain_events_audit_fk foreign key (tenant_id, audit_event_id) references audit_events (tenant_id, id);
create index domain_events_by_subject on domain_events (tenant_id, subject_id, id);

do $$
declare name text;
begin
  foreach name in array array['audit_events', 'domain_events'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert on %I to halfhour_app', name);
  end loop;
end $$;
