-- What Halfhour ships of guidance: look-ups of all campuses, without a tenant_id, changed by migrations alone. An id stays
-- with its item for good; an item that would have to change its kind, stage or type is a new one.
create table shipped_guidance (
  id uuid not null,
  kind text not null,
  stage text not null,
  interview_type text,
  origin text not null,
  rank integer not null,
  version integer not null,
  shipped_at timestamptz(3) not null
);
alter table shipped_guidance add constraint shipped_guidance_pk primary key (id);
alter table shipped_guidance add constraint shipped_guidance_kind check (kind in ('DO', 'DONT', 'TIP'));
alter table shipped_guidance add constraint shipped_guidance_stage check (stage in ('PLANNING', 'ASKING', 'PREPARING', 'MEETING', 'FOLLOWING_UP'));
alter table shipped_guidance add constraint shipped_guidance_type check (interview_type in ('CAREER_EXPLORATION', 'COMPANY_INSIDER', 'HIRING_MANAGER'));
alter table shipped_guidance add constraint shipped_guidance_origin check (origin in ('S0', 'S1', 'S2', 'S3', 'S4', 'HALFHOUR'));

create table shipped_guidance_texts (
  guidance_id uuid not null,
  locale text not null,
  text text not null
);
alter table shipped_guidance_texts add constraint shipped_guidance_texts_pk primary key (guidance_id, locale);
alter table shipped_guidance_texts add constraint shipped_guidance_texts_item_fk foreign key (guidance_id) references shipped_guidance (id);
grant select on shipped_guidance, shipped_guidance_texts to halfhour_app;

-- A campus's own items, and the shipped ones that it has changed, these under the shipped id.
create table guidance_items (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  stage text not null,
  interview_type text,
  origin text not null,
  rank integer not null,
  status text not null,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table guidance_items add constraint guidance_items_pk primary key (tenant_id, id);
alter table guidance_items add constraint guidance_items_institution_fk foreign key (tenant_id) references institutions (id);
alter table guidance_items add constraint guidance_items_kind check (kind in ('DO', 'DONT', 'TIP'));
alter table guidance_items add constraint guidance_items_stage check (stage in ('PLANNING', 'ASKING', 'PREPARING', 'MEETING', 'FOLLOWING_UP'));
alter table guidance_items add constraint guidance_items_type check (interview_type in ('CAREER_EXPLORATION', 'COMPANY_INSIDER', 'HIRING_MANAGER'));
alter table guidance_items add constraint guidance_items_origin check (origin in ('S0', 'S1', 'S2', 'S3', 'S4', 'HALFHOUR', 'CAMPUS'));
alter table guidance_items add constraint guidance_items_status check (status in ('SHOWN', 'HIDDEN', 'RETIRED'));
create index guidance_items_by_stage on guidance_items (tenant_id, stage, rank, id);

-- Every wording that a campus has given an item, by language; the one with the highest number holds.
create table guidance_texts (
  tenant_id uuid not null,
  item_id uuid not null,
  locale text not null,
  number integer not null,
  text text not null,
  author_id uuid,
  created_at timestamptz(3) not null
);
alter table guidance_texts add constraint guidance_texts_pk primary key (tenant_id, item_id, locale, number);
alter table guidance_texts add constraint guidance_texts_item_fk foreign key (tenant_id, item_id) references guidance_items (tenant_id, id);
alter table guidance_texts add constraint guidance_texts_author_fk foreign key (tenant_id, author_id) references persons (tenant_id, id);

do $$
declare name text;
begin
  foreach name in array array['guidance_items', 'guidance_texts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
  end loop;
end $$;
grant select, insert, update on guidance_items to halfhour_app;
grant select, insert on guidance_texts to halfhour_app;
