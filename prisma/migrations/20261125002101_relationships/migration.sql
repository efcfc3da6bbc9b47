-- A seeker and a mentor, from the request that was accepted on (S#72). The stage is what the facts of the two amount to;
-- awake_stage, which a dormant one wakes up in, and last_contact_at are kept for the work that comes round, and no door shows them.
create table relationships (
  tenant_id uuid not null,
  id uuid not null,
  seeker_id uuid not null,
  mentor_id uuid not null,
  stage text not null,
  stage_since timestamptz(3) not null,
  opened_at timestamptz(3) not null,
  last_contact_at timestamptz(3) not null,
  awake_stage text not null,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table relationships add constraint relationships_pk primary key (tenant_id, id);
alter table relationships add constraint relationships_pair_unique unique (tenant_id, seeker_id, mentor_id);
alter table relationships add constraint relationships_seeker_fk foreign key (tenant_id, seeker_id) references persons (tenant_id, id);
alter table relationships add constraint relationships_mentor_fk foreign key (tenant_id, mentor_id) references persons (tenant_id, id);
alter table relationships add constraint relationships_two_people check (seeker_id <> mentor_id);
alter table relationships add constraint relationships_stage check (stage in ('CONTACT', 'INTERVIEWED', 'ONGOING', 'MENTORSHIP',
  'DORMANT', 'ENDED'));
create index relationships_by_since on relationships (tenant_id, stage_since, id);
create index relationships_by_stage on relationships (tenant_id, stage, stage_since, id);
create index relationships_by_seeker on relationships (tenant_id, seeker_id, stage_since, id);
create index relationships_by_mentor on relationships (tenant_id, mentor_id, stage_since, id);
create index relationships_by_opening on relationships (tenant_id, opened_at, id);
-- Those that may fall silent.
create index relationships_by_contact on relationships (tenant_id, last_contact_at) where stage not in ('DORMANT', 'ENDED');

-- The stages that the two have been through, numbered from 1; the last one has no end.
create table relationship_stages (
  tenant_id uuid not null,
  relationship_id uuid not null,
  place integer not null,
  stage text not null,
  cause text not null,
  since timestamptz(3) not null,
  until timestamptz(3)
);
alter table relationship_stages add constraint relationship_stages_pk primary key (tenant_id, relationship_id, place);
alter table relationship_stages add constraint relationship_stages_relationship_fk foreign key (tenant_id, relationship_id)
  references relationships (tenant_id, id);

-- Mentorship is proposed by the one and accepted by the other; what was said is for the two.
create table mentorship_proposals (
  tenant_id uuid not null,
  id uuid not null,
  relationship_id uuid not null,
  proposed_by_id uuid not null,
  message text,
  status text not null,
  proposed_at timestamptz(3) not null,
  settled_at timestamptz(3)
);
alter table mentorship_proposals add constraint mentorship_proposals_pk primary key (tenant_id, id);
alter table mentorship_proposals add constraint mentorship_proposals_relationship_fk foreign key (tenant_id, relationship_id)
  references relationships (tenant_id, id);
alter table mentorship_proposals add constraint mentorship_proposals_by_fk foreign key (tenant_id, proposed_by_id)
  references persons (tenant_id, id);
alter table mentorship_proposals add constraint mentorship_proposals_status check (status in ('OPEN', 'ACCEPTED', 'DECLINED',
  'WITHDRAWN', 'LAPSED'));
alter table mentorship_proposals add constraint mentorship_proposals_settled check ((status = 'OPEN') = (settled_at is null));
create unique index mentorship_proposals_one_open on mentorship_proposals (tenant_id, relationship_id) where status = 'OPEN';
create index mentorship_proposals_by_relationship on mentorship_proposals (tenant_id, relationship_id, proposed_at, id);

-- Who ended it, and why: for whoever said so, and never for the other one.
create table relationship_endings (
  tenant_id uuid not null,
  id uuid not null,
  relationship_id uuid not null,
  ended_by_id uuid not null,
  reason text,
  ended_at timestamptz(3) not null
);
alter table relationship_endings add constraint relationship_endings_pk primary key (tenant_id, id);
alter table relationship_endings add constraint relationship_endings_relationship_fk foreign key (tenant_id, relationship_id)
  references relationships (tenant_id, id);
alter table relationship_endings add constraint relationship_endings_by_fk foreign key (tenant_id, ended_by_id)
  references persons (tenant_id, id);
create index relationship_endings_by_relationship on relationship_endings (tenant_id, relationship_id, ended_at, id);

do $$
declare name text;
begin
  foreach name in array array['relationships', 'relationship_stages', 'mentorship_proposals', 'relationship_endings'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert, update on %I to halfhour_app', name);
  end loop;
end $$;
-- Facts that are taken back, as a touchpoint that was never one, take their stage back.
grant delete on relationship_stages to halfhour_app;
