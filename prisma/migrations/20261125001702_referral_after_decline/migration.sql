-- A mentor who declined and named nobody is asked once for another name (S#31).
alter table meeting_requests add column asks_for_referral boolean not null default false;
-- From a request back to the name that led to it.
create index referrals_by_draft on referrals (tenant_id, draft_request_id);
