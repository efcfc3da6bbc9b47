-- What a student found out before a conversation, on one of four subjects (S#36, S#37): for a request, or for an occupation
-- or an organization before there is one.
create table research_notes (
  tenant_id uuid not null,
  id uuid not null,
  student_id uuid not null,
  kind text not null,
  request_id uuid,
  occupation_code text,
  organization text,
  text text not null,
  sources jsonb not null,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table research_notes add constraint research_notes_pk primary key (tenant_id, id);
alter table research_notes add constraint research_notes_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table research_notes add constraint research_notes_request_fk foreign key (tenant_id, request_id) references meeting_requests (tenant_id, id);
alter table research_notes add constraint research_notes_kind check (kind in ('FIELD', 'ORGANIZATION', 'COMPETITORS', 'PERSON'));
alter table research_notes add constraint research_notes_one_subject check (num_nonnulls(request_id, occupation_code, organization) = 1);
alter table research_notes add constraint research_notes_subject_kind check
  ((occupation_code is null or kind = 'FIELD') and (organization is null or kind = 'ORGANIZATION'));
create unique index research_notes_of_request on research_notes (tenant_id, request_id, kind) where request_id is not null;
create unique index research_notes_of_occupation on research_notes (tenant_id, student_id, occupation_code) where occupation_code is not null;
create unique index research_notes_of_organization on research_notes (tenant_id, student_id, lower(organization)) where organization is not null;
create index research_notes_by_created on research_notes (tenant_id, created_at, id);
create index research_notes_by_updated on research_notes (tenant_id, updated_at, id);
create index research_notes_by_student on research_notes (tenant_id, student_id, created_at, id);

do $$
declare name text;
begin
  foreach name in array array['research_notes'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert, update, delete on %I to halfhour_app', name);
  end loop;
end $$;
