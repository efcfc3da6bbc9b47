-- What PostGraphile gets beside the tables: a view of mentors, and a custom mutation for the send. Both run as the
-- caller, under row security.
drop schema if exists peers cascade;
create schema peers;
grant usage on schema peers to halfhour_app;

-- One flat row a mentor: PostGraphile then needs one statement for a page, and no look-up by row.
create view peers.mentors with (security_invoker = true) as
  select p.id, p.given_name, p.family_name, p.city, m.headline, m.seniority, m.topics, m.capacity, m.current_title,
    m.current_employer, m.current_industry_code
  from public.mentor_profiles m join public.persons p on p.tenant_id = m.tenant_id and p.id = m.person_id
  where m.tenant_id = app.current_tenant() and p.tenant_id = app.current_tenant() and p.is_active;
grant select on peers.mentors to halfhour_app;

-- The same locks, rules and records as Halfhour's own send.
create function peers.send_meeting_request(request_id uuid) returns public.meeting_requests
  language plpgsql volatile
  as $$
  declare
    tenant uuid := app.current_tenant();
    rules jsonb;
    actor uuid;
    request public.meeting_requests;
    mentor record;
    open_count bigint;
    audit uuid := uuidv7();
    at timestamptz(3) := now();
  begin
    select policy -> 'requests' into rules from public.institutions where id = tenant;
    select id into actor from public.persons
      where tenant_id = tenant and subject = current_setting('peers.subject') and is_active;
    select * into request from public.meeting_requests where tenant_id = tenant and id = request_id for update;
    if request.id is null or request.student_id is distinct from actor then raise exception 'NOT_FOUND'; end if;
    if request.status <> 'DRAFT' then raise exception 'INVALID_TRANSITION'; end if;
    if request.target_organization is null and request.type <> 'CAREER_EXPLORATION'
      or request.target_occupation_code is null and request.type = 'CAREER_EXPLORATION'
      or coalesce(request.target_role, request.target_team) is null and request.type = 'HIRING_MANAGER'
      or coalesce(length(trim(request.why_you)), 0) < (rules ->> 'whyYouMinLength')::int
      or request.topic_kind is null or coalesce(trim(request.topic), '') = ''
      or request.duration_minutes not between (rules -> 'durationMinutes' ->> 'min')::int
        and (rules -> 'durationMinutes' ->> 'max')::int
    then raise exception 'INCOMPLETE'; end if;
    select m.capacity, m.is_paused, p.is_active into mentor
      from public.mentor_profiles m join public.persons p on p.tenant_id = tenant and p.id = m.person_id
      where m.tenant_id = tenant and m.person_id = request.mentor_id for update of m;
    if not mentor.is_active or mentor.is_paused then raise exception 'MENTOR_PAUSED'; end if;
    select (select count(*) from public.meeting_requests
        where tenant_id = tenant and mentor_id = request.mentor_id and status = 'SENT')
      + (select count(*) from public.meetings
        where tenant_id = tenant and mentor_id = request.mentor_id and status = 'SCHEDULED') into open_count;
    if open_count >= mentor.capacity then raise exception 'CAPACITY_REACHED'; end if;
    update public.meeting_requests set status = 'SENT', sent_at = at, updated_at = at, version = version + 1,
        expires_at = at + make_interval(days => (rules ->> 'replyWindowDays')::int)
      where tenant_id = tenant and id = request_id returning * into request;
    insert into public.audit_events
        (tenant_id, id, action, subject_type, subject_id, actor_kind, actor_id, request_id, changes, occurred_at)
      values (tenant, audit, 'meeting_request.sent', 'MeetingRequest', request_id, 'PERSON', actor, uuidv7(),
        jsonb_build_object('status', 'SENT', 'sentAt', at, 'expiresAt', request.expires_at, 'from', 'DRAFT'), at);
    insert into public.domain_events
        (tenant_id, id, type, subject_type, subject_id, audit_event_id, payload, occurred_at)
      values (tenant, uuidv7(), 'meeting_request.sent', 'MeetingRequest', request_id, audit,
        jsonb_build_object('from', 'DRAFT', 'status', 'SENT', 'studentId', actor, 'mentorId', request.mentor_id), at);
    return request;
  end
  $$;
