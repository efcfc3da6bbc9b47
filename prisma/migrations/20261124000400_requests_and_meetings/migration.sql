create table meeting_requests (
  tenant_id uuid not null,
  id uuid not null,
  student_id uuid not null,
  mentor_id uuid not null,
  type text not null,
  status text not null,
  purposes text[] not null,
  target_occupation_code text,
  target_organization text,
  target_role text,
  target_team text,
  topic_kind text,
  topic text,
  why_you text,
  message text,
  duration_minutes integer not null,
  channel text not null,
  proposed_times timestamptz(3)[] not null,
  via_person_id uuid,
  decline_reason text,
  decline_note text,
  sent_at timestamptz(3),
  expires_at timestamptz(3),
  answered_at timestamptz(3),
  closed_at timestamptz(3),
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table meeting_requests add constraint meeting_requests_pk primary key (tenant_id, id);
alter table meeting_requests add constraint meeting_requests_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table meeting_requests add constraint meeting_requests_mentor_fk foreign key (tenant_id, mentor_id) references mentor_profiles (tenant_id, person_id);
alter table meeting_requests add constraint meeting_requests_via_fk foreign key (tenant_id, via_person_id) references persons (tenant_id, id);
alter table meeting_requests add constraint meeting_requests_two_people check (student_id <> mentor_id);
alter table meeting_requests add constraint meeting_requests_type check (type in ('CAREER_EXPLORATION', 'COMPANY_INSIDER', 'HIRING_MANAGER'));
alter table meeting_requests add constraint meeting_requests_status check (status in ('DRAFT', 'SENT', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED'));
alter table meeting_requests add constraint meeting_requests_channel check (channel in ('PHONE', 'VIDEO', 'IN_PERSON', 'OTHER'));
alter table meeting_requests add constraint meeting_requests_duration check (duration_minutes between 1 and 480);
alter table meeting_requests add constraint meeting_requests_sent check (status = 'DRAFT' or status = 'WITHDRAWN' or (sent_at is not null and expires_at is not null));
create index meeting_requests_by_created on meeting_requests (tenant_id, created_at, id);
create index meeting_requests_by_student on meeting_requests (tenant_id, student_id, created_at, id);
create index meeting_requests_by_mentor on meeting_requests (tenant_id, mentor_id, created_at, id);
create index meeting_requests_by_status on meeting_requests (tenant_id, status, created_at, id);
-- Only requests that wait for an answer can expire; the worker reads this index across campuses, one at a time.
create index meeting_requests_expiring on meeting_requests (tenant_id, expires_at) where status = 'SENT';
-- One open ask per pair: a second one would be the nagging that S#52 warns of.
create unique index meeting_requests_one_open on meeting_requests (tenant_id, student_id, mentor_id) where status in ('DRAFT', 'SENT');

create table meetings (
  tenant_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  student_id uuid not null,
  mentor_id uuid not null,
  status text not null,
  starts_at timestamptz(3) not null,
  duration_minutes integer not null,
  channel text not null,
  location text,
  completed_at timestamptz(3),
  actual_minutes integer,
  cancelled_at timestamptz(3),
  cancelled_by_id uuid,
  cancel_reason text,
  no_show_person_id uuid,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table meetings add constraint meetings_pk primary key (tenant_id, id);
alter table meetings add constraint meetings_request_unique unique (tenant_id, request_id);
alter table meetings add constraint meetings_request_fk foreign key (tenant_id, request_id) references meeting_requests (tenant_id, id);
alter table meetings add constraint meetings_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table meetings add constraint meetings_mentor_fk foreign key (tenant_id, mentor_id) references persons (tenant_id, id);
alter table meetings add constraint meetings_cancelled_by_fk foreign key (tenant_id, cancelled_by_id) references persons (tenant_id, id);
alter table meetings add constraint meetings_no_show_fk foreign key (tenant_id, no_show_person_id) references persons (tenant_id, id);
alter table meetings add constraint meetings_status check (status in ('SCHEDULED', 'COMPLETED', 'CANCELLED', 'NO_SHOW'));
alter table meetings add constraint meetings_channel check (channel in ('PHONE', 'VIDEO', 'IN_PERSON', 'OTHER'));
alter table meetings add constraint meetings_no_show_named check ((status = 'NO_SHOW') = (no_show_person_id is not null));
create index meetings_by_start on meetings (tenant_id, starts_at, id);
create index meetings_by_student on meetings (tenant_id, student_id, starts_at, id);
create index meetings_by_mentor on meetings (tenant_id, mentor_id, starts_at, id);
create index meetings_by_status on meetings (tenant_id, status, starts_at, id);

create table outcomes (
  tenant_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  student_id uuid not null,
  mentor_id uuid not null,
  fit_verdict text not null,
  learned text not null,
  next_steps text[] not null,
  qualifications_learned text[] not null,
  careers_discovered text[] not null,
  confidence_before smallint,
  confidence_after smallint,
  version integer not null,
  logged_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table outcomes add constraint outcomes_pk primary key (tenant_id, id);
alter table outcomes add constraint outcomes_meeting_unique unique (tenant_id, meeting_id);
alter table outcomes add constraint outcomes_meeting_fk foreign key (tenant_id, meeting_id) references meetings (tenant_id, id);
alter table outcomes add constraint outcomes_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table outcomes add constraint outcomes_mentor_fk foreign key (tenant_id, mentor_id) references persons (tenant_id, id);
alter table outcomes add constraint outcomes_fit check (fit_verdict in ('FITS', 'UNSURE', 'DOES_NOT_FIT'));
alter table outcomes add constraint outcomes_confidence check (confidence_before between 1 and 5 and confidence_after between 1 and 5);
create index outcomes_by_logged on outcomes (tenant_id, logged_at, id);
create index outcomes_by_student on outcomes (tenant_id, student_id, logged_at, id);
create index outcomes_by_mentor on outcomes (tenant_id, mentor_id, logged_at, id);

-- A name passed on: by a mentor who declines (request_id) or in the conversation (outcome_id), to a mentor of the campus
-- or to somebody outside it, whom only the student sees (S#31, S#59).
create table referrals (
  tenant_id uuid not null,
  id uuid not null,
  student_id uuid not null,
  referred_by_id uuid not null,
  request_id uuid,
  outcome_id uuid,
  mentor_id uuid,
  external_name text,
  external_organization text,
  external_contact text,
  note text,
  draft_request_id uuid,
  created_at timestamptz(3) not null
);
alter table referrals add constraint referrals_pk primary key (tenant_id, id);
alter table referrals add constraint referrals_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table referrals add constraint referrals_referred_by_fk foreign key (tenant_id, referred_by_id) references persons (tenant_id, id);
alter table referrals add constraint referrals_request_fk foreign key (tenant_id, request_id) references meeting_requests (tenant_id, id);
alter table referrals add constraint referrals_outcome_fk foreign key (tenant_id, outcome_id) references outcomes (tenant_id, id);
alter table referrals add constraint referrals_mentor_fk foreign key (tenant_id, mentor_id) references mentor_profiles (tenant_id, person_id);
alter table referrals add constraint referrals_draft_fk foreign key (tenant_id, draft_request_id) references meeting_requests (tenant_id, id);
alter table referrals add constraint referrals_one_origin check (num_nonnulls(request_id, outcome_id) = 1);
alter table referrals add constraint referrals_one_target check ((mentor_id is null) <> (external_name is null));
create index referrals_by_request on referrals (tenant_id, request_id);
create index referrals_by_outcome on referrals (tenant_id, outcome_id);
create index referrals_by_student on referrals (tenant_id, student_id, created_at, id);

do $$
declare name text;
begin
  foreach name in array array['meeting_requests', 'meetings', 'outcomes', 'referrals'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert, update on %I to halfhour_app', name);
  end loop;
end $$;
