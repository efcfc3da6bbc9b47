-- Who landed is invited to help those who come after (S#17): once in their life at the campus, whatever they answer.
create table mentor_invitations (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  landing_id uuid not null,
  status text not null,
  answered_at timestamptz(3),
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table mentor_invitations add constraint mentor_invitations_pk primary key (tenant_id, id);
alter table mentor_invitations add constraint mentor_invitations_person_fk foreign key (tenant_id, person_id) references persons (tenant_id, id);
alter table mentor_invitations add constraint mentor_invitations_landing_fk foreign key (tenant_id, landing_id) references landings (tenant_id, id);
alter table mentor_invitations add constraint mentor_invitations_once unique (tenant_id, person_id);
alter table mentor_invitations add constraint mentor_invitations_status check (status in ('OPEN', 'ACCEPTED', 'DECLINED'));
alter table mentor_invitations add constraint mentor_invitations_answered check ((status = 'OPEN') = (answered_at is null));
create index mentor_invitations_by_created on mentor_invitations (tenant_id, created_at, id);
create index mentor_invitations_by_landing on mentor_invitations (tenant_id, landing_id);

alter table mentor_invitations enable row level security;
alter table mentor_invitations force row level security;
create policy tenant_only on mentor_invitations
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update on mentor_invitations to halfhour_app;
