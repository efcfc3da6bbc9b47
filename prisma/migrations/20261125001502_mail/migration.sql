-- One way out for a notification. PENDING until due_at; whoever claims it moves due_at on and counts the attempt, so that a
-- claim which is never settled, because its worker was killed, comes due again.
create table notification_deliveries (
  tenant_id uuid not null,
  id uuid not null,
  notification_id uuid not null,
  recipient_id uuid not null,
  channel text not null,
  state text not null,
  reason text,
  attempts integer not null,
  due_at timestamptz(3) not null,
  settled_at timestamptz(3),
  created_at timestamptz(3) not null
);
alter table notification_deliveries add constraint notification_deliveries_pk primary key (tenant_id, id);
alter table notification_deliveries add constraint notification_deliveries_notification_fk foreign key (tenant_id, notification_id) references notifications (tenant_id, id) on delete cascade;
alter table notification_deliveries add constraint notification_deliveries_recipient_fk foreign key (tenant_id, recipient_id) references persons (tenant_id, id);
alter table notification_deliveries add constraint notification_deliveries_once unique (tenant_id, notification_id, channel);
alter table notification_deliveries add constraint notification_deliveries_channel check (channel in ('MAIL'));
alter table notification_deliveries add constraint notification_deliveries_state check (state in ('PENDING', 'SENT', 'FAILED', 'SUPPRESSED'));
alter table notification_deliveries add constraint notification_deliveries_settled check ((state = 'PENDING') = (settled_at is null));
create index notification_deliveries_due on notification_deliveries (tenant_id, due_at, id) where state = 'PENDING';

-- What one-click links are signed with (RFC 8058), a key for each campus.
create table mail_keys (
  tenant_id uuid not null,
  key text not null,
  created_at timestamptz(3) not null
);
alter table mail_keys add constraint mail_keys_pk primary key (tenant_id);
alter table mail_keys add constraint mail_keys_institution_fk foreign key (tenant_id) references institutions (id);

-- Where mail goes on the embedded server while it has no SMTP server: nowhere but here.
create table inbox_mails (
  tenant_id uuid not null,
  id uuid not null,
  message_id text not null,
  sender text not null,
  recipient text not null,
  subject text not null,
  text text not null,
  html text not null,
  created_at timestamptz(3) not null
);
alter table inbox_mails add constraint inbox_mails_pk primary key (tenant_id, id);
alter table inbox_mails add constraint inbox_mails_institution_fk foreign key (tenant_id) references institutions (id);
create index inbox_mails_by_time on inbox_mails (tenant_id, created_at, id);

do $$
declare name text;
begin
  foreach name in array array['notification_deliveries', 'mail_keys', 'inbox_mails'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
  end loop;
end $$;
grant select, insert, update, delete on notification_deliveries to halfhour_app;
grant select, insert on mail_keys to halfhour_app;
grant select, insert, delete on inbox_mails to halfhour_app;
