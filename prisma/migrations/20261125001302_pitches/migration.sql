-- What a student says about themselves and what they want to learn (S#25): every text of it is kept, so that a request
-- keeps the one that it was sent with.
create table pitches (
  tenant_id uuid not null,
  id uuid not null,
  student_id uuid not null,
  title text not null,
  number integer not null,
  archived_at timestamptz(3),
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table pitches add constraint pitches_pk primary key (tenant_id, id);
alter table pitches add constraint pitches_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
create index pitches_by_created on pitches (tenant_id, created_at, id);
create index pitches_by_updated on pitches (tenant_id, updated_at, id);
create index pitches_by_student on pitches (tenant_id, student_id, created_at, id);

create table pitch_versions (
  tenant_id uuid not null,
  id uuid not null,
  pitch_id uuid not null,
  number integer not null,
  text text not null,
  created_at timestamptz(3) not null
);
alter table pitch_versions add constraint pitch_versions_pk primary key (tenant_id, id);
alter table pitch_versions add constraint pitch_versions_pitch_fk foreign key (tenant_id, pitch_id) references pitches (tenant_id, id);
alter table pitch_versions add constraint pitch_versions_number_unique unique (tenant_id, pitch_id, number);

alter table meeting_requests add column pitch_version_id uuid;
alter table meeting_requests add constraint meeting_requests_pitch_version_fk
  foreign key (tenant_id, pitch_version_id) references pitch_versions (tenant_id, id);

do $$
declare name text;
begin
  foreach name in array array['pitches', 'pitch_versions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert, update on %I to halfhour_app', name);
  end loop;
end $$;
