-- How an owner kept in touch: with one of their contacts, or with a mentor directly.
create table touchpoints (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  contact_id uuid,
  mentor_id uuid,
  kind text not null,
  occurred_at timestamptz(3) not null,
  note text,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table touchpoints add constraint touchpoints_pk primary key (tenant_id, id);
alter table touchpoints add constraint touchpoints_owner_fk foreign key (tenant_id, owner_id) references persons (tenant_id, id);
alter table touchpoints add constraint touchpoints_contact_fk foreign key (tenant_id, owner_id, contact_id)
  references contacts (tenant_id, owner_id, id);
alter table touchpoints add constraint touchpoints_mentor_fk foreign key (tenant_id, mentor_id) references persons (tenant_id, id);
alter table touchpoints add constraint touchpoints_one_subject check ((contact_id is null) <> (mentor_id is null));
alter table touchpoints add constraint touchpoints_kind check (kind in ('FOLLOW', 'CONGRATULATE', 'COMMENT', 'EMAIL', 'INTRO',
  'MEETING', 'THANK_YOU', 'UPDATE'));
create index touchpoints_by_owner on touchpoints (tenant_id, owner_id, occurred_at, id);
create index touchpoints_by_contact on touchpoints (tenant_id, owner_id, contact_id, occurred_at);
create index touchpoints_by_mentor on touchpoints (tenant_id, owner_id, mentor_id, occurred_at);

alter table touchpoints enable row level security;
alter table touchpoints force row level security;
create policy tenant_only on touchpoints
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on touchpoints to halfhour_app;
