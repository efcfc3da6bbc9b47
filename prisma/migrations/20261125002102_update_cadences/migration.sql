-- How often an owner means to tell somebody how it goes (S#68), where it is not as the campus has it, and until when they
-- put it off: of a contact off the platform, or of a mentor, whichever way the owner came to them.
create table update_cadences (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  contact_id uuid,
  mentor_id uuid,
  every_days integer,
  snoozed_until timestamptz(3),
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table update_cadences add constraint update_cadences_pk primary key (tenant_id, id);
alter table update_cadences add constraint update_cadences_contact_unique unique (tenant_id, owner_id, contact_id);
alter table update_cadences add constraint update_cadences_mentor_unique unique (tenant_id, owner_id, mentor_id);
alter table update_cadences add constraint update_cadences_owner_fk foreign key (tenant_id, owner_id) references persons (tenant_id, id);
-- A contact that is deleted is forgotten with all that was kept about it.
alter table update_cadences add constraint update_cadences_contact_fk foreign key (tenant_id, owner_id, contact_id)
  references contacts (tenant_id, owner_id, id) on delete cascade;
alter table update_cadences add constraint update_cadences_mentor_fk foreign key (tenant_id, mentor_id) references persons (tenant_id, id);
alter table update_cadences add constraint update_cadences_one_subject check ((contact_id is null) <> (mentor_id is null));
alter table update_cadences add constraint update_cadences_days check (every_days between 7 and 365);

-- Of whom an owner has been reminded, and up to which due time: each due time once. subject_id is a person of the campus, or
-- a contact that is none.
create table update_reminders (
  tenant_id uuid not null,
  owner_id uuid not null,
  subject_id uuid not null,
  due_at timestamptz(3) not null,
  told_at timestamptz(3) not null
);
alter table update_reminders add constraint update_reminders_pk primary key (tenant_id, owner_id, subject_id);
alter table update_reminders add constraint update_reminders_owner_fk foreign key (tenant_id, owner_id) references persons (tenant_id, id);

do $$
declare name text;
begin
  foreach name in array array['update_cadences', 'update_reminders'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert, update on %I to halfhour_app', name);
  end loop;
end $$;
-- A contact's deletion takes its row along, as whoever deletes the contact.
grant delete on update_cadences to halfhour_app;
