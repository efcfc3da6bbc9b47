-- Which counselor is there for which student, from when to when (S#34). A student may have several at a time.
create table counselor_assignments (
  tenant_id uuid not null,
  id uuid not null,
  student_id uuid not null,
  counselor_id uuid not null,
  since timestamptz(3) not null,
  until timestamptz(3),
  version integer not null,
  updated_at timestamptz(3) not null
);
alter table counselor_assignments add constraint counselor_assignments_pk primary key (tenant_id, id);
alter table counselor_assignments add constraint counselor_assignments_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table counselor_assignments add constraint counselor_assignments_counselor_fk foreign key (tenant_id, counselor_id) references persons (tenant_id, id);
alter table counselor_assignments add constraint counselor_assignments_two_people check (student_id <> counselor_id);
alter table counselor_assignments add constraint counselor_assignments_order check (until >= since);
create index counselor_assignments_by_since on counselor_assignments (tenant_id, since, id);
create index counselor_assignments_by_student on counselor_assignments (tenant_id, student_id, since, id);
create index counselor_assignments_by_counselor on counselor_assignments (tenant_id, counselor_id, since, id);
create unique index counselor_assignments_one_current on counselor_assignments (tenant_id, student_id, counselor_id) where until is null;

-- A talk with a counselor before the conversations begin. It belongs to the plan that was active when it was logged, if any.
create table counseling_sessions (
  tenant_id uuid not null,
  id uuid not null,
  student_id uuid not null,
  counselor_id uuid not null,
  plan_id uuid,
  held_at timestamptz(3) not null,
  note text,
  logged_by_id uuid not null,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table counseling_sessions add constraint counseling_sessions_pk primary key (tenant_id, id);
alter table counseling_sessions add constraint counseling_sessions_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table counseling_sessions add constraint counseling_sessions_counselor_fk foreign key (tenant_id, counselor_id) references persons (tenant_id, id);
alter table counseling_sessions add constraint counseling_sessions_plan_fk foreign key (tenant_id, plan_id) references exploration_plans (tenant_id, id);
alter table counseling_sessions add constraint counseling_sessions_logged_by_fk foreign key (tenant_id, logged_by_id) references persons (tenant_id, id);
alter table counseling_sessions add constraint counseling_sessions_two_people check (student_id <> counselor_id);
create index counseling_sessions_by_held on counseling_sessions (tenant_id, held_at, id);
create index counseling_sessions_by_student on counseling_sessions (tenant_id, student_id, held_at, id);
create index counseling_sessions_by_counselor on counseling_sessions (tenant_id, counselor_id, held_at, id);
create index counseling_sessions_by_plan on counseling_sessions (tenant_id, plan_id, held_at, id);

do $$
declare name text;
begin
  foreach name in array array['counselor_assignments', 'counseling_sessions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert, update on %I to halfhour_app', name);
  end loop;
end $$;
