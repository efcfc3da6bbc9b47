-- A conversation that is practised with somebody beforehand (S#47, S#49). A partner of the campus signs in; one from outside
-- (S#10) gives feedback by a link of this session alone, of which only the digest is kept.
create table mock_sessions (
  tenant_id uuid not null,
  id uuid not null,
  student_id uuid not null,
  kind text not null,
  status text not null,
  partner_id uuid,
  partner_name text,
  partner_email text,
  request_id uuid,
  pitch_id uuid,
  scheduled_for timestamptz(3) not null,
  held_at timestamptz(3),
  self_rating smallint,
  self_reflection text,
  feedback_rating smallint,
  feedback_strengths text,
  feedback_improvements text,
  feedback_at timestamptz(3),
  cancelled_at timestamptz(3),
  partner_link_id uuid,
  partner_link_sha256 text,
  partner_link_expires_at timestamptz(3),
  partner_link_used_at timestamptz(3),
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table mock_sessions add constraint mock_sessions_pk primary key (tenant_id, id);
alter table mock_sessions add constraint mock_sessions_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table mock_sessions add constraint mock_sessions_partner_fk foreign key (tenant_id, partner_id) references persons (tenant_id, id);
alter table mock_sessions add constraint mock_sessions_request_fk foreign key (tenant_id, request_id) references meeting_requests (tenant_id, id);
alter table mock_sessions add constraint mock_sessions_pitch_fk foreign key (tenant_id, pitch_id) references pitches (tenant_id, id);
alter table mock_sessions add constraint mock_sessions_kind check (kind in ('INFORMATIONAL', 'JOB'));
alter table mock_sessions add constraint mock_sessions_status check (status in ('PLANNED', 'HELD', 'CANCELLED'));
alter table mock_sessions add constraint mock_sessions_held check ((status = 'HELD') = (held_at is not null));
alter table mock_sessions add constraint mock_sessions_one_partner check ((partner_id is null) <> (partner_name is null));
alter table mock_sessions add constraint mock_sessions_ratings check (self_rating between 1 and 5 and feedback_rating between 1 and 5);
alter table mock_sessions add constraint mock_sessions_link_outside check (partner_link_id is null or partner_name is not null);
create unique index mock_sessions_by_link on mock_sessions (tenant_id, partner_link_id) where partner_link_id is not null;
create index mock_sessions_by_schedule on mock_sessions (tenant_id, scheduled_for, id);
create index mock_sessions_by_created on mock_sessions (tenant_id, created_at, id);
create index mock_sessions_by_student on mock_sessions (tenant_id, student_id, scheduled_for, id);
create index mock_sessions_by_partner on mock_sessions (tenant_id, partner_id, scheduled_for, id) where partner_id is not null;
create index mock_sessions_by_request on mock_sessions (tenant_id, request_id) where request_id is not null;
create index mock_sessions_by_pitch on mock_sessions (tenant_id, pitch_id, held_at) where pitch_id is not null;

-- Who acts by a link is somebody of their own kind, known by the link's id.
alter table audit_events drop constraint audit_events_actor_kind;
alter table audit_events add constraint audit_events_actor_kind check (actor_kind in ('PERSON', 'SERVICE', 'SYSTEM', 'OPERATOR', 'LINK'));
alter table idempotency_keys drop constraint idempotency_keys_actor_kind;
alter table idempotency_keys add constraint idempotency_keys_actor_kind check (actor_kind in ('PERSON', 'SERVICE', 'LINK'));

do $$
declare name text;
begin
  foreach name in array array['mock_sessions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert, update on %I to halfhour_app', name);
  end loop;
end $$;
