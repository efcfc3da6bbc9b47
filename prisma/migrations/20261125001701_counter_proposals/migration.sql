-- Other terms for a request that waits for its answer (S#27), each a whole set: times, technology and length. Which one
-- stands, and which have been passed over, follows from their order; a row is never changed but by its acceptance.
create table counter_proposals (
  tenant_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  ordinal integer not null,
  proposed_by_id uuid not null,
  proposed_times timestamptz(3)[] not null,
  channel text not null,
  duration_minutes integer not null,
  note text,
  created_at timestamptz(3) not null,
  accepted_at timestamptz(3)
);
alter table counter_proposals add constraint counter_proposals_pk primary key (tenant_id, id);
-- Two that were made at once can't both be the next one, whatever the locks.
alter table counter_proposals add constraint counter_proposals_order unique (tenant_id, request_id, ordinal);
alter table counter_proposals add constraint counter_proposals_request_fk foreign key (tenant_id, request_id) references meeting_requests (tenant_id, id);
alter table counter_proposals add constraint counter_proposals_by_fk foreign key (tenant_id, proposed_by_id) references persons (tenant_id, id);
alter table counter_proposals add constraint counter_proposals_channel check (channel in ('PHONE', 'VIDEO', 'IN_PERSON', 'OTHER'));
alter table counter_proposals add constraint counter_proposals_duration check (duration_minutes between 1 and 480);
alter table counter_proposals add constraint counter_proposals_times check (cardinality(proposed_times) > 0);

alter table counter_proposals enable row level security;
alter table counter_proposals force row level security;
create policy tenant_only on counter_proposals
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update on counter_proposals to halfhour_app;

-- Whose counter-proposal stands, and how many there have been: every answer to a request asks for both.
alter table meeting_requests add column counter_count integer not null default 0;
alter table meeting_requests add column countered_by text;
alter table meeting_requests add constraint meeting_requests_countered
  check ((counter_count = 0) = (countered_by is null) and countered_by in ('STUDENT', 'MENTOR'));
