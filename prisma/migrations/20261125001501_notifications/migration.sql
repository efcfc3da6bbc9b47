-- Events that nobody has been told of yet. A row comes with its event's commit and goes with the commit that tells of it, so
-- there is no cursor that an event which commits late, with a smaller id, could slip behind.
create table event_outbox (
  tenant_id uuid not null,
  event_id uuid not null
);
alter table event_outbox add constraint event_outbox_pk primary key (tenant_id, event_id);
alter table event_outbox add constraint event_outbox_event_fk foreign key (tenant_id, event_id) references domain_events (tenant_id, id);

-- What somebody is told. The words are made when they are read, from the kind and the event; kinds are listed in
-- src/modules/notifications/kinds.ts alone, so that one more needs no migration.
create table notifications (
  tenant_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  recipient_id uuid not null,
  kind text not null,
  subject_type text not null,
  subject_id uuid not null,
  about_person_id uuid,
  read_at timestamptz(3),
  created_at timestamptz(3) not null
);
alter table notifications add constraint notifications_pk primary key (tenant_id, id);
alter table notifications add constraint notifications_event_fk foreign key (tenant_id, event_id) references domain_events (tenant_id, id);
alter table notifications add constraint notifications_recipient_fk foreign key (tenant_id, recipient_id) references persons (tenant_id, id);
alter table notifications add constraint notifications_about_fk foreign key (tenant_id, about_person_id) references persons (tenant_id, id);
-- Told once, however often an event is looked at.
alter table notifications add constraint notifications_once unique (tenant_id, event_id, recipient_id, kind);
create index notifications_by_recipient on notifications (tenant_id, recipient_id, created_at, id);
create index notifications_unread on notifications (tenant_id, recipient_id, created_at, id) where read_at is null;

-- What somebody wants to be told by mail, and when. Whoever has no row has not chosen yet: the defaults are in
-- src/modules/notifications/preferences.rules.ts.
create table notification_preferences (
  tenant_id uuid not null,
  person_id uuid not null,
  is_mail_on boolean not null,
  unmailed_kinds text[] not null,
  digest text not null,
  digest_hour integer not null,
  quiet_from text,
  quiet_until text,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table notification_preferences add constraint notification_preferences_pk primary key (tenant_id, person_id);
alter table notification_preferences add constraint notification_preferences_person_fk foreign key (tenant_id, person_id) references persons (tenant_id, id);
alter table notification_preferences add constraint notification_preferences_digest check (digest in ('IMMEDIATE', 'DAILY'));
alter table notification_preferences add constraint notification_preferences_hour check (digest_hour between 0 and 23);
alter table notification_preferences add constraint notification_preferences_quiet check ((quiet_from is null) = (quiet_until is null) and quiet_from <> quiet_until);

do $$
declare name text;
begin
  foreach name in array array['event_outbox', 'notifications', 'notification_preferences'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert, update, delete on %I to halfhour_app', name);
  end loop;
end $$;
