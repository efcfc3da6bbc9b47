-- A request that waits when its mentor pauses or leaves ends by itself, so that it does not wait in silence.
alter table meeting_requests drop constraint meeting_requests_status;
alter table meeting_requests add constraint meeting_requests_status
  check (status in ('DRAFT', 'SENT', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED', 'CLOSED_BY_MENTOR'));
