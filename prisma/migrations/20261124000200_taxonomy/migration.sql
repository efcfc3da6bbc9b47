-- Look-ups shared by every campus: no tenant_id, no foreign key to or from a tenant table (docs/decisions).
create table programs (
  code text not null,
  title text not null,
  level smallint not null,
  parent text,
  use_instead text
);
alter table programs add constraint programs_pk primary key (code);
alter table programs add constraint programs_level check (level in (2, 4, 6));

create table soc_groups (
  code text not null,
  title text not null,
  level text not null,
  parent text
);
alter table soc_groups add constraint soc_groups_pk primary key (code);
alter table soc_groups add constraint soc_groups_level check (level in ('major', 'minor', 'broad', 'detailed'));

create table occupations (
  code text not null,
  title text not null,
  soc_code text not null,
  job_zone smallint,
  description text
);
alter table occupations add constraint occupations_pk primary key (code);
create index occupations_soc on occupations (soc_code);
create index occupations_title on occupations using gin (app.fold(title) gin_trgm_ops);

create table occupation_titles (
  occupation_code text not null,
  title text not null,
  is_reported boolean not null
);
alter table occupation_titles add constraint occupation_titles_pk primary key (occupation_code, title);
create index occupation_titles_title on occupation_titles using gin (app.fold(title) gin_trgm_ops);

create table industries (
  code text not null,
  title text not null,
  level smallint not null,
  parent text
);
alter table industries add constraint industries_pk primary key (code);
alter table industries add constraint industries_level check (level between 2 and 6);
create index industries_title on industries using gin (app.fold(title) gin_trgm_ops);

create table program_occupations (
  program_code text not null,
  soc_code text not null
);
alter table program_occupations add constraint program_occupations_pk primary key (program_code, soc_code);
create index program_occupations_soc on program_occupations (soc_code);
create index programs_title on programs using gin (app.fold(title) gin_trgm_ops);

grant select on programs, soc_groups, occupations, occupation_titles, industries, program_occupations to halfhour_app;
