-- What grew out of conversations: an interview, an offer, an answer to it. The student's own to tell.
-- `destination` is the organization folded, so that an offer and a landing at the same place are known for one job.
create table offers (
  tenant_id uuid not null,
  id uuid not null,
  student_id uuid not null,
  kind text not null,
  stage text not null,
  stage_since timestamptz(3) not null,
  organization text not null,
  destination text not null,
  title text not null,
  occupation_code text,
  industry_code text,
  received_on date,
  decided_on date,
  note text,
  attributed_at timestamptz(3),
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table offers add constraint offers_pk primary key (tenant_id, id);
alter table offers add constraint offers_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table offers add constraint offers_of_student unique (tenant_id, student_id, id);
alter table offers add constraint offers_kind check (kind in ('JOB', 'INTERNSHIP'));
alter table offers add constraint offers_stage check (stage in ('INTERVIEWING', 'OFFERED', 'ACCEPTED', 'DECLINED', 'LOST'));
create index offers_by_created on offers (tenant_id, created_at, id);
create index offers_by_updated on offers (tenant_id, updated_at, id);
create index offers_by_student on offers (tenant_id, student_id, created_at, id);

-- A first destination, as one source tells it. Several sources may tell of one graduate: all are kept, and the one of the
-- lowest precedence number, the latest among equals, is current. Rows hold what a NACE first-destination export asks for.
create table landings (
  tenant_id uuid not null,
  id uuid not null,
  student_id uuid not null,
  class_year integer,
  category text not null,
  employment_type text,
  organization text,
  destination text not null,
  title text,
  occupation_code text,
  industry_code text,
  program_code text,
  starts_on date,
  city text,
  region text,
  country text,
  salary_amount numeric(12, 2),
  salary_currency text,
  salary_period text,
  source text not null,
  precedence smallint not null,
  offer_id uuid,
  recorded_by_id uuid,
  attributed_at timestamptz(3),
  withdrawn_at timestamptz(3),
  withdraw_reason text,
  version integer not null,
  recorded_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table landings add constraint landings_pk primary key (tenant_id, id);
alter table landings add constraint landings_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
-- With the student in it, so that nobody's landing comes of somebody else's offer.
alter table landings add constraint landings_offer_fk foreign key (tenant_id, student_id, offer_id)
  references offers (tenant_id, student_id, id);
alter table landings add constraint landings_category check (category in ('EMPLOYED_FULL_TIME', 'EMPLOYED_PART_TIME', 'SERVICE',
  'MILITARY', 'CONTINUING_EDUCATION', 'SEEKING_EMPLOYMENT', 'SEEKING_CONTINUING_EDUCATION', 'NOT_SEEKING', 'NO_INFORMATION'));
alter table landings add constraint landings_employment check (employment_type in ('ORGANIZATION', 'ENTREPRENEUR',
  'TEMPORARY_CONTRACT', 'FREELANCE', 'POSTGRADUATE_INTERNSHIP', 'FACULTY_TENURE_TRACK', 'FACULTY_NON_TENURE_TRACK'));
alter table landings add constraint landings_two_levels check ((employment_type is not null) =
  (category in ('EMPLOYED_FULL_TIME', 'EMPLOYED_PART_TIME')));
alter table landings add constraint landings_source check (source in ('GRADUATE_SURVEY', 'STUDENT', 'EMPLOYER', 'FACULTY', 'PARENT',
  'LINKEDIN', 'CLEARINGHOUSE', 'OTHER'));
alter table landings add constraint landings_salary_period check (salary_period in ('HOUR', 'MONTH', 'YEAR'));
alter table landings add constraint landings_salary_whole check (num_nonnulls(salary_amount, salary_currency, salary_period) in (0, 3));
alter table landings add constraint landings_withdrawn check ((withdrawn_at is null) = (withdraw_reason is null));
create index landings_by_recorded on landings (tenant_id, recorded_at, id);
create index landings_by_updated on landings (tenant_id, updated_at, id);
create index landings_by_student on landings (tenant_id, student_id, recorded_at, id);
create index landings_by_class on landings (tenant_id, class_year, recorded_at, id);
create index landings_by_offer on landings (tenant_id, offer_id);

-- Which conversations an offer or a landing came of, as the student says (S#61).
create table meeting_attributions (
  tenant_id uuid not null,
  id uuid not null,
  student_id uuid not null,
  meeting_id uuid not null,
  offer_id uuid,
  landing_id uuid,
  attribution text not null,
  stated_at timestamptz(3) not null
);
alter table meeting_attributions add constraint meeting_attributions_pk primary key (tenant_id, id);
alter table meeting_attributions add constraint meeting_attributions_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table meeting_attributions add constraint meeting_attributions_meeting_fk foreign key (tenant_id, meeting_id) references meetings (tenant_id, id);
alter table meeting_attributions add constraint meeting_attributions_offer_fk foreign key (tenant_id, offer_id) references offers (tenant_id, id);
alter table meeting_attributions add constraint meeting_attributions_landing_fk foreign key (tenant_id, landing_id) references landings (tenant_id, id);
alter table meeting_attributions add constraint meeting_attributions_once_offer unique (tenant_id, offer_id, meeting_id);
alter table meeting_attributions add constraint meeting_attributions_once_landing unique (tenant_id, landing_id, meeting_id);
alter table meeting_attributions add constraint meeting_attributions_one_subject check (num_nonnulls(offer_id, landing_id) = 1);
alter table meeting_attributions add constraint meeting_attributions_word check (attribution in ('DIRECT', 'CONTRIBUTED', 'NONE'));
create index meeting_attributions_by_meeting on meeting_attributions (tenant_id, meeting_id);

do $$
declare name text;
begin
  foreach name in array array['offers', 'landings', 'meeting_attributions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert on %I to halfhour_app', name);
  end loop;
end $$;
grant update, delete on offers to halfhour_app;
-- A landing is corrected or withdrawn, never deleted: what was reported can be looked up.
grant update on landings to halfhour_app;
grant delete on meeting_attributions to halfhour_app;
