-- Two people who hold each other to what they mean to do (S#75, S#79). The second is of the campus, or somebody from outside (S#10)
-- who acts by a link of this pair alone, of which only the digest is kept. The pact is what both have agreed to (S#77); beside it
-- stands what one of them proposes and the other has not agreed to yet.
create table accountability_pairs (
  tenant_id uuid not null,
  id uuid not null,
  inviter_id uuid not null,
  partner_id uuid,
  partner_name text,
  partner_email text,
  status text not null,
  platform text not null,
  platform_note text,
  pact text,
  pact_version integer,
  pact_agreed_at timestamptz(3),
  proposed_pact text,
  proposed_pact_version integer,
  pact_proposed_by text,
  pact_proposed_at timestamptz(3),
  inviter_time_zone text not null,
  partner_time_zone text,
  partner_link_id uuid,
  partner_link_sha256 text,
  partner_link_expires_at timestamptz(3),
  accepted_at timestamptz(3),
  ended_at timestamptz(3),
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table accountability_pairs add constraint accountability_pairs_pk primary key (tenant_id, id);
alter table accountability_pairs add constraint accountability_pairs_inviter_fk foreign key (tenant_id, inviter_id) references persons (tenant_id, id);
alter table accountability_pairs add constraint accountability_pairs_partner_fk foreign key (tenant_id, partner_id) references persons (tenant_id, id);
alter table accountability_pairs add constraint accountability_pairs_status check (status in ('INVITED', 'ACTIVE', 'ENDED', 'DECLINED'));
alter table accountability_pairs add constraint accountability_pairs_platform check
  (platform in ('PHONE', 'TEXT', 'CHAT', 'VIDEO', 'IN_PERSON', 'OTHER'));
alter table accountability_pairs add constraint accountability_pairs_one_partner check
  ((partner_id is null) <> (partner_name is null) and partner_id <> inviter_id);
alter table accountability_pairs add constraint accountability_pairs_accepted check
  (accepted_at is null or (partner_time_zone is not null and pact is not null));
alter table accountability_pairs add constraint accountability_pairs_pact check
  (num_nulls(pact, pact_version, pact_agreed_at) in (0, 3));
alter table accountability_pairs add constraint accountability_pairs_proposal check
  (num_nulls(proposed_pact, proposed_pact_version, pact_proposed_by, pact_proposed_at) in (0, 4)
    and pact_proposed_by in ('INVITER', 'PARTNER') and num_nonnulls(pact, proposed_pact) > 0);
alter table accountability_pairs add constraint accountability_pairs_link_outside check (partner_link_id is null or partner_name is not null);
-- Two people are one pair at a time, whoever of them asked.
create unique index accountability_pairs_once on accountability_pairs (tenant_id, least(inviter_id, partner_id), greatest(inviter_id, partner_id))
  where status in ('INVITED', 'ACTIVE') and partner_id is not null;
create unique index accountability_pairs_by_link on accountability_pairs (tenant_id, partner_link_id) where partner_link_id is not null;
create index accountability_pairs_by_created on accountability_pairs (tenant_id, created_at, id);
create index accountability_pairs_by_updated on accountability_pairs (tenant_id, updated_at, id);
create index accountability_pairs_by_inviter on accountability_pairs (tenant_id, inviter_id, created_at, id);
create index accountability_pairs_by_partner on accountability_pairs (tenant_id, partner_id, created_at, id) where partner_id is not null;

-- Two a day and side (S#76): in the morning one thing to do, in the evening that it is done. A day is one of the person's own zone;
-- it ends at the instant that is kept here, so that whoever looks for what was missed asks no calendar.
create table check_ins (
  tenant_id uuid not null,
  id uuid not null,
  pair_id uuid not null,
  side text not null,
  on_date date not null,
  kind text not null,
  text text,
  is_done boolean,
  is_automatic boolean not null,
  linked_type text,
  linked_id uuid,
  day_ends_at timestamptz(3) not null,
  settled_at timestamptz(3),
  missed_at timestamptz(3),
  missed_pact text,
  reaction text,
  reaction_text text,
  reacted_at timestamptz(3),
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table check_ins add constraint check_ins_pk primary key (tenant_id, id);
alter table check_ins add constraint check_ins_pair_fk foreign key (tenant_id, pair_id) references accountability_pairs (tenant_id, id);
alter table check_ins add constraint check_ins_once unique (tenant_id, pair_id, side, on_date, kind);
alter table check_ins add constraint check_ins_side check (side in ('INVITER', 'PARTNER'));
alter table check_ins add constraint check_ins_kind check (kind in ('INTENTION', 'COMPLETION'));
alter table check_ins add constraint check_ins_done check ((kind = 'COMPLETION') = (is_done is not null));
alter table check_ins add constraint check_ins_text check (kind = 'COMPLETION' or text is not null);
alter table check_ins add constraint check_ins_link check ((linked_type is null) = (linked_id is null));
alter table check_ins add constraint check_ins_missed check
  (num_nulls(missed_at, missed_pact) in (0, 2) and (missed_at is null or (kind = 'INTENTION' and settled_at is not null)));
alter table check_ins add constraint check_ins_reaction check
  (reaction in ('CONGRATULATE', 'CHEER', 'THANKS') and (reaction is null) = (reacted_at is null));
create index check_ins_by_created on check_ins (tenant_id, created_at, id);
create index check_ins_by_pair on check_ins (tenant_id, pair_id, created_at, id);
create index check_ins_unsettled on check_ins (tenant_id, day_ends_at, id) where kind = 'INTENTION' and settled_at is null;

do $$
declare name text;
begin
  foreach name in array array['accountability_pairs', 'check_ins'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
    execute format('grant select, insert, update on %I to halfhour_app', name);
  end loop;
end $$;
