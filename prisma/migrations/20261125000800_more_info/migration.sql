-- A mentor may ask a question before answering: the reply clock stops, and what was left of it goes on with the answer.
-- Meanwhile expires_at is when the student has to have answered.
alter table meeting_requests add column info_question text;
alter table meeting_requests add column info_asked_at timestamptz(3);
alter table meeting_requests add column info_answer text;
alter table meeting_requests add column info_answered_at timestamptz(3);
alter table meeting_requests add column reply_seconds_left integer;
alter table meeting_requests drop constraint meeting_requests_status;
alter table meeting_requests add constraint meeting_requests_status
  check (status in ('DRAFT', 'SENT', 'NEEDS_INFO', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED', 'CLOSED_BY_MENTOR'));
alter table meeting_requests add constraint meeting_requests_clock_stopped
  check (status <> 'NEEDS_INFO' or (info_question is not null and info_asked_at is not null and reply_seconds_left is not null));
drop index meeting_requests_expiring;
create index meeting_requests_expiring on meeting_requests (tenant_id, expires_at) where status in ('SENT', 'NEEDS_INFO');
drop index meeting_requests_one_open;
create unique index meeting_requests_one_open on meeting_requests (tenant_id, student_id, mentor_id)
  where status in ('DRAFT', 'SENT', 'NEEDS_INFO');
