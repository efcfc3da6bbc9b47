-- What a student wants to find out: one active plan each, narrowed to a few occupations (S#35).
create table exploration_plans (
  tenant_id uuid not null,
  id uuid not null,
  student_id uuid not null,
  status text not null,
  goal text,
  archived_at timestamptz(3),
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table exploration_plans add constraint exploration_plans_pk primary key (tenant_id, id);
alter table exploration_plans add constraint exploration_plans_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table exploration_plans add constraint exploration_plans_status check (status in ('ACTIVE', 'ARCHIVED'));
alter table exploration_plans add constraint exploration_plans_archived check ((status = 'ARCHIVED') = (archived_at is not null));
create index exploration_plans_by_created on exploration_plans (tenant_id, created_at, id);
create index exploration_plans_by_updated on exploration_plans (tenant_id, updated_at, id);
create index exploration_plans_by_student on exploration_plans (tenant_id, student_id, created_at, id);
create unique index exploration_plans_one_active on exploration_plans (tenant_id, student_id) where status = 'ACTIVE';

-- An occupation that a plan aims at. A dropped one stays as history, and taken up again it is a row of its own.
create table target_occupations (
  tenant_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  occupation_code text not null,
  rank smallint not null,
  reason text,
  added_at timestamptz(3) not null,
  dropped_at timestamptz(3),
  drop_reason text
);
alter table target_occupations add constraint target_occupations_pk primary key (tenant_id, id);
alter table target_occupations add constraint target_occupations_plan_fk foreign key (tenant_id, plan_id) references exploration_plans (tenant_id, id);
alter table target_occupations add constraint target_occupations_rank check (rank >= 1);
alter table target_occupations add constraint target_occupations_dropped check (drop_reason is null or dropped_at is not null);
create index target_occupations_by_plan on target_occupations (tenant_id, plan_id, added_at, id);
create unique index target_occupations_one_active on target_occupations (tenant_id, plan_id, occupation_code) where dropped_at is null;
create index target_occupations_aimed_at on target_occupations (tenant_id, occupation_code, plan_id) where dropped_at is null;

do $$
declare name text;
begin
  foreach name in array array['exploration_plans', 'target_occupations'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert, update on %I to halfhour_app', name);
  end loop;
end $$;
