-- A resume is a reference: the file itself stays where the student keeps it. Its versions are never changed.
create table resumes (
  tenant_id uuid not null,
  id uuid not null,
  student_id uuid not null,
  title text not null,
  version_count integer not null,
  archived_at timestamptz(3),
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table resumes add constraint resumes_pk primary key (tenant_id, id);
alter table resumes add constraint resumes_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
create index resumes_by_created on resumes (tenant_id, created_at, id);
create index resumes_by_student on resumes (tenant_id, student_id, created_at, id);

create table resume_versions (
  tenant_id uuid not null,
  id uuid not null,
  resume_id uuid not null,
  number integer not null,
  label text not null,
  url text not null,
  file_name text not null,
  sha256 text,
  note text,
  created_at timestamptz(3) not null
);
alter table resume_versions add constraint resume_versions_pk primary key (tenant_id, id);
alter table resume_versions add constraint resume_versions_by_number unique (tenant_id, resume_id, number);
alter table resume_versions add constraint resume_versions_resume_fk foreign key (tenant_id, resume_id) references resumes (tenant_id, id);
alter table resume_versions add constraint resume_versions_sha256 check (sha256 ~ '^[0-9a-f]{64}$');

-- One version shown to the mentor of one request, until it expires or is revoked.
create table resume_shares (
  tenant_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  resume_id uuid not null,
  resume_version_id uuid not null,
  student_id uuid not null,
  mentor_id uuid not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table resume_shares add constraint resume_shares_pk primary key (tenant_id, id);
alter table resume_shares add constraint resume_shares_request_fk foreign key (tenant_id, request_id) references meeting_requests (tenant_id, id);
alter table resume_shares add constraint resume_shares_resume_fk foreign key (tenant_id, resume_id) references resumes (tenant_id, id);
alter table resume_shares add constraint resume_shares_version_fk foreign key (tenant_id, resume_version_id) references resume_versions (tenant_id, id);
alter table resume_shares add constraint resume_shares_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table resume_shares add constraint resume_shares_mentor_fk foreign key (tenant_id, mentor_id) references persons (tenant_id, id);
-- A request shows one resume at a time.
create unique index resume_shares_one_open on resume_shares (tenant_id, request_id) where revoked_at is null;
create index resume_shares_by_created on resume_shares (tenant_id, created_at, id);
create index resume_shares_by_student on resume_shares (tenant_id, student_id, created_at, id);
create index resume_shares_by_mentor on resume_shares (tenant_id, mentor_id, created_at, id);
create index resume_shares_by_resume on resume_shares (tenant_id, resume_id, created_at, id);
create index resume_shares_by_request on resume_shares (tenant_id, request_id, created_at, id);

-- Who followed the link of a share, and when: added to, never changed (the record of access that FERPA asks for).
create table resume_openings (
  tenant_id uuid not null,
  id uuid not null,
  share_id uuid not null,
  student_id uuid not null,
  opened_by_id uuid not null,
  opened_at timestamptz(3) not null
);
alter table resume_openings add constraint resume_openings_pk primary key (tenant_id, id);
alter table resume_openings add constraint resume_openings_share_fk foreign key (tenant_id, share_id) references resume_shares (tenant_id, id);
alter table resume_openings add constraint resume_openings_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table resume_openings add constraint resume_openings_opened_by_fk foreign key (tenant_id, opened_by_id) references persons (tenant_id, id);
create index resume_openings_by_time on resume_openings (tenant_id, opened_at, id);
create index resume_openings_by_share on resume_openings (tenant_id, share_id, opened_at, id);
create index resume_openings_by_student on resume_openings (tenant_id, student_id, opened_at, id);

do $$
declare name text;
begin
  foreach name in array array['resumes', 'resume_versions', 'resume_shares', 'resume_openings'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert on %I to halfhour_app', name);
  end loop;
end $$;
grant update on resumes, resume_shares to halfhour_app;
