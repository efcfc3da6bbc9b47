-- What somebody owes after a conversation or a change: a thank-you (S#64), an update, the news of where they landed (S#70).
-- None is ever deleted (S#65), so a contact that is deleted leaves its id behind: there is no key to contacts.
create table follow_ups (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  person_id uuid,
  contact_id uuid,
  kind text not null,
  meeting_id uuid,
  landing_id uuid,
  status text not null,
  due_at timestamptz(3) not null,
  reminded_at timestamptz(3),
  done_at timestamptz(3),
  channel text,
  waive_cause text,
  waive_reason text,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table follow_ups add constraint follow_ups_pk primary key (tenant_id, id);
alter table follow_ups add constraint follow_ups_owner_fk foreign key (tenant_id, owner_id) references persons (tenant_id, id);
alter table follow_ups add constraint follow_ups_person_fk foreign key (tenant_id, person_id) references persons (tenant_id, id);
alter table follow_ups add constraint follow_ups_meeting_fk foreign key (tenant_id, meeting_id) references meetings (tenant_id, id);
alter table follow_ups add constraint follow_ups_meeting_unique unique (tenant_id, meeting_id, kind);
alter table follow_ups add constraint follow_ups_landing_person_unique unique (tenant_id, landing_id, person_id);
alter table follow_ups add constraint follow_ups_landing_contact_unique unique (tenant_id, landing_id, contact_id);
alter table follow_ups add constraint follow_ups_one_other check ((person_id is null) <> (contact_id is null));
alter table follow_ups add constraint follow_ups_not_oneself check (person_id <> owner_id);
alter table follow_ups add constraint follow_ups_kind check (kind in ('THANK_YOU', 'UPDATE', 'LANDING_NOTICE'));
alter table follow_ups add constraint follow_ups_status check (status in ('PENDING', 'DONE_ON_TIME', 'DONE_LATE', 'MISSED', 'WAIVED'));
alter table follow_ups add constraint follow_ups_channel check (channel in ('MAIL', 'ELSEWHERE'));
alter table follow_ups add constraint follow_ups_waive_cause check (waive_cause in ('OWNER', 'OBSOLETE'));
-- What is done says when and how; whether it was on time is nothing but these two instants.
alter table follow_ups add constraint follow_ups_done check ((status in ('DONE_ON_TIME', 'DONE_LATE')) = (done_at is not null)
  and (done_at is null) = (channel is null));
alter table follow_ups add constraint follow_ups_punctual check (done_at is null or (status = 'DONE_ON_TIME') = (done_at <= due_at));
alter table follow_ups add constraint follow_ups_waived check ((status = 'WAIVED') = (waive_cause is not null)
  and (waive_cause is not distinct from 'OWNER') = (waive_reason is not null));
create index follow_ups_by_due on follow_ups (tenant_id, due_at, id);
create index follow_ups_by_owner on follow_ups (tenant_id, owner_id, due_at, id);
create index follow_ups_by_person on follow_ups (tenant_id, person_id, due_at, id);
-- What the worker reminds of, and counts as missed.
create index follow_ups_pending on follow_ups (tenant_id, due_at) where status = 'PENDING';

alter table follow_ups enable row level security;
alter table follow_ups force row level security;
create policy tenant_only on follow_ups
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
-- No delete: what is owed is done, or waived (S#65).
grant select, insert, update on follow_ups to halfhour_app;
