-- What was told of a decision says which one it was. Row security is lifted from the owner while every campus's rows change.
alter table notifications no force row level security;
alter table notification_preferences no force row level security;
alter table domain_events no force row level security;
update notifications n set kind = case e.type when 'review.approved' then 'REVIEW_APPROVED' else 'REVIEW_RETURNED' end
  from domain_events e where e.tenant_id = n.tenant_id and e.id = n.event_id and n.kind = 'REVIEW_DECIDED';
update notification_preferences
  set unmailed_kinds = array_remove(unmailed_kinds, 'REVIEW_DECIDED') || array['REVIEW_APPROVED', 'REVIEW_RETURNED']
  where 'REVIEW_DECIDED' = any(unmailed_kinds);
alter table notifications force row level security;
alter table notification_preferences force row level security;
alter table domain_events force row level security;
