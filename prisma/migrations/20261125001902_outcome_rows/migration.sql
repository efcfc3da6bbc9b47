-- What the mentor said to look at (S#43). A person to see is a referral as well, which is made in the same commit.
create table resources (
  tenant_id uuid not null,
  id uuid not null,
  outcome_id uuid not null,
  kind text not null,
  title text,
  url text,
  note text,
  referral_id uuid,
  created_at timestamptz(3) not null
);
alter table resources add constraint resources_pk primary key (tenant_id, id);
alter table resources add constraint resources_outcome_fk foreign key (tenant_id, outcome_id) references outcomes (tenant_id, id);
alter table resources add constraint resources_referral_fk foreign key (tenant_id, referral_id) references referrals (tenant_id, id);
alter table resources add constraint resources_kind check (kind in ('WEBSITE', 'PUBLICATION', 'TRAINING_PROGRAM', 'ORGANIZATION', 'PERSON'));
alter table resources add constraint resources_title check (title is not null or kind = 'PERSON');
alter table resources add constraint resources_person check ((kind = 'PERSON') = (referral_id is not null));
create index resources_by_outcome on resources (tenant_id, outcome_id, id);

-- Openings that the student heard of (S#62).
create table leads (
  tenant_id uuid not null,
  id uuid not null,
  outcome_id uuid not null,
  student_id uuid not null,
  organization text not null,
  title text not null,
  url text,
  closes_on date,
  created_at timestamptz(3) not null
);
alter table leads add constraint leads_pk primary key (tenant_id, id);
alter table leads add constraint leads_outcome_fk foreign key (tenant_id, outcome_id) references outcomes (tenant_id, id);
alter table leads add constraint leads_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
create index leads_by_created on leads (tenant_id, created_at, id);
create index leads_by_student on leads (tenant_id, student_id, created_at, id);
create index leads_by_outcome on leads (tenant_id, outcome_id, id);

-- Skills to acquire, as tasks of the student (S#63).
create table skill_tasks (
  tenant_id uuid not null,
  id uuid not null,
  outcome_id uuid not null,
  student_id uuid not null,
  name text not null,
  due_on date,
  status text not null,
  closed_at timestamptz(3),
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table skill_tasks add constraint skill_tasks_pk primary key (tenant_id, id);
alter table skill_tasks add constraint skill_tasks_outcome_fk foreign key (tenant_id, outcome_id) references outcomes (tenant_id, id);
alter table skill_tasks add constraint skill_tasks_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table skill_tasks add constraint skill_tasks_status check (status in ('OPEN', 'DONE', 'DROPPED'));
alter table skill_tasks add constraint skill_tasks_closed check ((status = 'OPEN') = (closed_at is null));
create index skill_tasks_by_created on skill_tasks (tenant_id, created_at, id);
create index skill_tasks_by_student on skill_tasks (tenant_id, student_id, created_at, id);
create index skill_tasks_by_outcome on skill_tasks (tenant_id, outcome_id, id);

-- What the mentor said of a resume, of the very version that they were shown (S#50).
create table resume_feedback (
  tenant_id uuid not null,
  outcome_id uuid not null,
  resume_version_id uuid not null,
  strengths text[] not null,
  gaps text[] not null,
  marketability smallint
);
alter table resume_feedback add constraint resume_feedback_pk primary key (tenant_id, outcome_id);
alter table resume_feedback add constraint resume_feedback_outcome_fk foreign key (tenant_id, outcome_id) references outcomes (tenant_id, id);
alter table resume_feedback add constraint resume_feedback_version_fk foreign key (tenant_id, resume_version_id) references resume_versions (tenant_id, id);
alter table resume_feedback add constraint resume_feedback_marketability check (marketability between 1 and 5);
create index resume_feedback_by_version on resume_feedback (tenant_id, resume_version_id);

do $$
declare name text;
begin
  foreach name in array array['resources', 'leads', 'skill_tasks', 'resume_feedback'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert on %I to halfhour_app', name);
  end loop;
end $$;
grant update on skill_tasks, resume_feedback to halfhour_app;
grant delete on resources, leads, resume_feedback to halfhour_app;
