-- The card that somebody hands over: one to a person. Without a display_name it bears the person's own name.
create table contact_cards (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  display_name text,
  title text,
  organization text,
  phone text,
  email text,
  url text,
  note text,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table contact_cards add constraint contact_cards_pk primary key (tenant_id, id);
alter table contact_cards add constraint contact_cards_person_unique unique (tenant_id, person_id);
alter table contact_cards add constraint contact_cards_person_fk foreign key (tenant_id, person_id) references persons (tenant_id, id) on delete cascade;

-- Who of a meeting's two people has agreed to hand over their card there. With both instants each reads the other's.
create table card_exchanges (
  tenant_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  student_id uuid not null,
  mentor_id uuid not null,
  student_consented_at timestamptz(3),
  mentor_consented_at timestamptz(3),
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table card_exchanges add constraint card_exchanges_pk primary key (tenant_id, id);
alter table card_exchanges add constraint card_exchanges_meeting_unique unique (tenant_id, meeting_id);
alter table card_exchanges add constraint card_exchanges_meeting_fk foreign key (tenant_id, meeting_id) references meetings (tenant_id, id);
alter table card_exchanges add constraint card_exchanges_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table card_exchanges add constraint card_exchanges_mentor_fk foreign key (tenant_id, mentor_id) references persons (tenant_id, id);
-- Asked from both ends: may this student read that mentor's card, and that mentor this student's.
create index card_exchanges_by_student on card_exchanges (tenant_id, student_id, mentor_id);
create index card_exchanges_by_mentor on card_exchanges (tenant_id, mentor_id, student_id);

do $$
declare name text;
begin
  foreach name in array array['contact_cards', 'card_exchanges'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert, update on %I to halfhour_app', name);
  end loop;
end $$;
