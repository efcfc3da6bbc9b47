-- What a mentor has to be congratulated on, as they tell it themselves.
create table milestones (
  tenant_id uuid not null,
  id uuid not null,
  mentor_id uuid not null,
  title text not null,
  occurred_on date not null,
  url text,
  created_at timestamptz(3) not null
);
alter table milestones add constraint milestones_pk primary key (tenant_id, id);
alter table milestones add constraint milestones_mentor_fk foreign key (tenant_id, mentor_id)
  references mentor_profiles (tenant_id, person_id);
create index milestones_by_mentor on milestones (tenant_id, mentor_id, occurred_on, id);
create index milestones_by_day on milestones (tenant_id, occurred_on, id);

alter table milestones enable row level security;
alter table milestones force row level security;
create policy tenant_only on milestones
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
-- Update for the row lock before a deletion: nothing of a milestone is ever changed.
grant select, insert, update, delete on milestones to halfhour_app;
