-- What a student promised in a conversation to try, and how it went (S#66, S#67). The day is the student's: when to remind of
-- it, and when it is over, are instants of their zone, worked out when the day is said, because Postgres may not know the zone;
-- remind_at is null where the morning of that day had passed by then.
create table commitments (
  tenant_id uuid not null,
  id uuid not null,
  student_id uuid not null,
  mentor_id uuid not null,
  meeting_id uuid not null,
  text text not null,
  due_on date not null,
  remind_at timestamptz(3),
  overdue_at timestamptz(3) not null,
  status text not null,
  reminded_at timestamptz(3),
  reported_back_at timestamptz(3),
  report_note text,
  drop_reason text,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table commitments add constraint commitments_pk primary key (tenant_id, id);
alter table commitments add constraint commitments_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table commitments add constraint commitments_mentor_fk foreign key (tenant_id, mentor_id) references persons (tenant_id, id);
alter table commitments add constraint commitments_meeting_fk foreign key (tenant_id, meeting_id) references meetings (tenant_id, id);
alter table commitments add constraint commitments_status check (status in ('OPEN', 'REPORTED', 'DROPPED'));
alter table commitments add constraint commitments_reported check ((status = 'REPORTED') = (reported_back_at is not null)
  and (reported_back_at is null) = (report_note is null));
alter table commitments add constraint commitments_dropped check ((status = 'DROPPED') = (drop_reason is not null));
alter table commitments add constraint commitments_day check (remind_at < overdue_at);
create index commitments_by_student on commitments (tenant_id, student_id, due_on, id);
create index commitments_by_mentor on commitments (tenant_id, mentor_id, due_on, id);
create index commitments_by_meeting on commitments (tenant_id, meeting_id, due_on, id);
-- What the worker reminds of.
create index commitments_open on commitments (tenant_id, remind_at) where status = 'OPEN';

alter table commitments enable row level security;
alter table commitments force row level security;
create policy tenant_only on commitments
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update on commitments to halfhour_app;
