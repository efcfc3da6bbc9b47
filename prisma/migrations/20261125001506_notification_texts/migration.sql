-- What a campus says in its own words of a kind of notification, in one language. The shipped words are in
-- src/modules/notifications/texts and stand for all that has no row.
create table notification_texts (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  locale text not null,
  title text not null,
  text text not null,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table notification_texts add constraint notification_texts_pk primary key (tenant_id, id);
alter table notification_texts add constraint notification_texts_institution_fk foreign key (tenant_id) references institutions (id);
alter table notification_texts add constraint notification_texts_once unique (tenant_id, kind, locale);
alter table notification_texts enable row level security;
alter table notification_texts force row level security;
create policy tenant_only on notification_texts
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on notification_texts to halfhour_app;
