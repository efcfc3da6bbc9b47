-- The people whom a student or an alum has, or wants, in their network. Only the owner reads them.
create table contacts (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  uid text not null,
  given_name text,
  family_name text,
  organization text,
  title text,
  email text,
  phone text,
  profile_url text,
  kind text not null,
  source text not null,
  person_id uuid,
  introduced_by_id uuid,
  occupation_code text,
  what_is_unique text,
  notes text,
  connection_state text not null,
  is_archived boolean not null,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table contacts add constraint contacts_pk primary key (tenant_id, id);
-- What an introduction refers to: a contact is introduced by another one of the same owner.
alter table contacts add constraint contacts_owner_key unique (tenant_id, owner_id, id);
alter table contacts add constraint contacts_uid_unique unique (tenant_id, owner_id, uid);
alter table contacts add constraint contacts_person_unique unique (tenant_id, owner_id, person_id);
alter table contacts add constraint contacts_owner_fk foreign key (tenant_id, owner_id) references persons (tenant_id, id);
alter table contacts add constraint contacts_person_fk foreign key (tenant_id, person_id) references persons (tenant_id, id);
alter table contacts add constraint contacts_introduced_by_fk foreign key (tenant_id, owner_id, introduced_by_id)
  references contacts (tenant_id, owner_id, id);
alter table contacts add constraint contacts_name check (given_name is not null or family_name is not null);
alter table contacts add constraint contacts_kind check (kind in ('EXISTING', 'TARGET'));
alter table contacts add constraint contacts_source check (source in ('FAMILY', 'FRIEND', 'TEACHER', 'PROFESSOR', 'SUPERVISOR',
  'ALUM', 'PEER', 'EVENT', 'ONLINE', 'OTHER'));
alter table contacts add constraint contacts_connection_state check (connection_state in ('NONE', 'REQUESTED', 'CONNECTED'));
alter table contacts add constraint contacts_other_introducer check (introduced_by_id <> id);

alter table contacts enable row level security;
alter table contacts force row level security;
create policy tenant_only on contacts
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on contacts to halfhour_app;
