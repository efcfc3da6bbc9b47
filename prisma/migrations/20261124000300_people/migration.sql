create table persons (
  tenant_id uuid not null,
  id uuid not null,
  external_id text,
  subject text,
  given_name text not null,
  family_name text not null,
  email text,
  phone text,
  time_zone text not null,
  locale text not null,
  city text,
  region text,
  country text,
  is_directory_opted_out boolean not null default false,
  is_active boolean not null default true,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table persons add constraint persons_pk primary key (tenant_id, id);
alter table persons add constraint persons_institution_fk foreign key (tenant_id) references institutions (id);
alter table persons add constraint persons_external_id_unique unique (tenant_id, external_id);
alter table persons add constraint persons_subject_unique unique (tenant_id, subject);
create index persons_by_name on persons (tenant_id, family_name, given_name, id);
create index persons_by_created on persons (tenant_id, created_at, id);

create table affiliations (
  tenant_id uuid not null,
  person_id uuid not null,
  kind text not null,
  started_on date,
  ended_on date
);
alter table affiliations add constraint affiliations_pk primary key (tenant_id, person_id, kind);
alter table affiliations add constraint affiliations_person_fk foreign key (tenant_id, person_id) references persons (tenant_id, id) on delete cascade;
alter table affiliations add constraint affiliations_kind check (kind in ('STUDENT', 'ALUM', 'FACULTY', 'STAFF'));
alter table affiliations add constraint affiliations_order check (ended_on is null or started_on is null or started_on <= ended_on);

create table staff_roles (
  tenant_id uuid not null,
  person_id uuid not null,
  role text not null
);
alter table staff_roles add constraint staff_roles_pk primary key (tenant_id, person_id, role);
alter table staff_roles add constraint staff_roles_person_fk foreign key (tenant_id, person_id) references persons (tenant_id, id) on delete cascade;
alter table staff_roles add constraint staff_roles_role check (role in ('COUNSELOR', 'ADMIN'));

-- A machine that speaks for a portal or an SIS: it has a token's subject of its own and the role INTEGRATION.
create table service_accounts (
  tenant_id uuid not null,
  id uuid not null,
  subject text not null,
  name text not null,
  is_active boolean not null default true,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table service_accounts add constraint service_accounts_pk primary key (tenant_id, id);
alter table service_accounts add constraint service_accounts_institution_fk foreign key (tenant_id) references institutions (id);
alter table service_accounts add constraint service_accounts_subject_unique unique (tenant_id, subject);

-- What somebody studies or studied here: students and alumni alike. class_year is the NACE year of graduates_on.
create table degrees (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  program_code text not null,
  level text not null,
  graduates_on date,
  class_year integer
);
alter table degrees add constraint degrees_pk primary key (tenant_id, id);
alter table degrees add constraint degrees_person_fk foreign key (tenant_id, person_id) references persons (tenant_id, id) on delete cascade;
alter table degrees add constraint degrees_level check (level in ('CERTIFICATE', 'ASSOCIATE', 'BACHELOR', 'MASTER', 'DOCTORATE'));
alter table degrees add constraint degrees_program_format check (program_code ~ '^[0-9]{2}\.[0-9]{4}$');
create index degrees_by_person on degrees (tenant_id, person_id);
create index degrees_by_program on degrees (tenant_id, program_code, person_id);

create table student_profiles (
  tenant_id uuid not null,
  person_id uuid not null,
  about text,
  interests text[] not null,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table student_profiles add constraint student_profiles_pk primary key (tenant_id, person_id);
alter table student_profiles add constraint student_profiles_person_fk foreign key (tenant_id, person_id) references persons (tenant_id, id) on delete cascade;

-- The current position is repeated here, kept by the transaction that writes positions, so that a filtered page of
-- mentors reads one narrow row each. search_text is the folded text that free-text search reads.
create table mentor_profiles (
  tenant_id uuid not null,
  person_id uuid not null,
  headline text,
  about text,
  seniority text not null,
  topics text[] not null,
  motivations text[] not null,
  capacity integer not null,
  is_paused boolean not null default false,
  current_title text,
  current_employer text,
  current_occupation_code text,
  current_industry_code text,
  search_text text not null,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table mentor_profiles add constraint mentor_profiles_pk primary key (tenant_id, person_id);
alter table mentor_profiles add constraint mentor_profiles_person_fk foreign key (tenant_id, person_id) references persons (tenant_id, id) on delete cascade;
alter table mentor_profiles add constraint mentor_profiles_seniority check (seniority in ('ENTRY', 'EARLY', 'MID', 'SENIOR', 'EXECUTIVE'));
alter table mentor_profiles add constraint mentor_profiles_capacity check (capacity between 0 and 100);
create index mentor_profiles_by_industry on mentor_profiles (tenant_id, current_industry_code, person_id);
create index mentor_profiles_by_occupation on mentor_profiles (tenant_id, current_occupation_code, person_id);
-- No trigram index on search_text: its operators are not leakproof, so under row security it would never be used
-- (docs/decisions/0009). The search sieves the campus's own rows.

create table positions (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  ordinal integer not null,
  employer text not null,
  title text not null,
  occupation_code text,
  industry_code text,
  started_on date,
  ended_on date
);
alter table positions add constraint positions_pk primary key (tenant_id, id);
alter table positions add constraint positions_person_fk foreign key (tenant_id, person_id) references persons (tenant_id, id) on delete cascade;
alter table positions add constraint positions_order check (ended_on is null or started_on is null or started_on <= ended_on);
create unique index positions_by_person on positions (tenant_id, person_id, ordinal);
create index positions_by_occupation on positions (tenant_id, occupation_code, person_id);

do $$
declare name text;
begin
  foreach name in array array['persons', 'affiliations', 'staff_roles', 'service_accounts', 'degrees', 'student_profiles', 'mentor_profiles', 'positions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert, update, delete on %I to halfhour_app', name);
  end loop;
end $$;
