-- The mail that a follow-up was done by, in the words of its owner, who alone reads them. PENDING until due_at; whoever claims
-- it moves due_at on and counts the attempt, as with notification_deliveries.
create table follow_up_mails (
  tenant_id uuid not null,
  follow_up_id uuid not null,
  subject text not null,
  text text not null,
  state text not null,
  reason text,
  attempts integer not null,
  due_at timestamptz(3) not null,
  settled_at timestamptz(3),
  created_at timestamptz(3) not null
);
alter table follow_up_mails add constraint follow_up_mails_pk primary key (tenant_id, follow_up_id);
alter table follow_up_mails add constraint follow_up_mails_follow_up_fk foreign key (tenant_id, follow_up_id) references follow_ups (tenant_id, id);
alter table follow_up_mails add constraint follow_up_mails_state check (state in ('PENDING', 'SENT', 'FAILED', 'SUPPRESSED'));
alter table follow_up_mails add constraint follow_up_mails_settled check ((state = 'PENDING') = (settled_at is null));
create index follow_up_mails_due on follow_up_mails (tenant_id, due_at, follow_up_id) where state = 'PENDING';

alter table follow_up_mails enable row level security;
alter table follow_up_mails force row level security;
create policy tenant_only on follow_up_mails
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update on follow_up_mails to halfhour_app;
