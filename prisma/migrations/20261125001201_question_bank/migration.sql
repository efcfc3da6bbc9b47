-- What Halfhour ships of questions: a look-up of all campuses, without a tenant_id, changed by migrations alone. An id and
-- a key stay with their question for good; a wording that has to change gets the next number, because lists name it.
create table shipped_questions (
  id uuid not null,
  key text not null,
  origin text not null,
  rank integer not null,
  number integer not null,
  types text[] not null,
  tags text[] not null,
  balance text not null,
  is_must_ask boolean not null,
  competency text,
  texts jsonb not null,
  shipped_at timestamptz(3) not null
);
alter table shipped_questions add constraint shipped_questions_pk primary key (id);
alter table shipped_questions add constraint shipped_questions_key unique (key);
alter table shipped_questions add constraint shipped_questions_origin check (origin in ('S0', 'S1', 'HALFHOUR'));
alter table shipped_questions add constraint shipped_questions_balance check (balance in ('PERSONAL', 'CAREER'));
grant select on shipped_questions to halfhour_app;

-- A campus's own questions, and the shipped ones that it has changed, these under the shipped id. A shipped one that it has
-- hidden or moved, but not worded anew, has no number: what it says is still what is shipped.
create table questions (
  tenant_id uuid not null,
  id uuid not null,
  is_own boolean not null,
  status text not null,
  rank integer not null,
  number integer,
  types text[] not null,
  tags text[] not null,
  balance text,
  is_must_ask boolean,
  competency text,
  texts jsonb,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table questions add constraint questions_pk primary key (tenant_id, id);
alter table questions add constraint questions_institution_fk foreign key (tenant_id) references institutions (id);
alter table questions add constraint questions_status check (status in ('SHOWN', 'HIDDEN', 'RETIRED'));
alter table questions add constraint questions_balance check (balance in ('PERSONAL', 'CAREER'));
alter table questions add constraint questions_worded check (num_nulls(number, balance, is_must_ask, texts) in (0, 4));
alter table questions add constraint questions_own_worded check (not is_own or number is not null);

-- Every version of a question at a campus, whole, so that an old one can be read; a shipped one begins with what was shipped.
create table question_versions (
  tenant_id uuid not null,
  question_id uuid not null,
  number integer not null,
  types text[] not null,
  tags text[] not null,
  balance text not null,
  is_must_ask boolean not null,
  competency text,
  texts jsonb not null,
  author_id uuid,
  created_at timestamptz(3) not null
);
alter table question_versions add constraint question_versions_pk primary key (tenant_id, question_id, number);
alter table question_versions add constraint question_versions_question_fk foreign key (tenant_id, question_id) references questions (tenant_id, id);
alter table question_versions add constraint question_versions_author_fk foreign key (tenant_id, author_id) references persons (tenant_id, id);

-- How often a campus has changed its bank; no row, no change.
create table question_banks (
  tenant_id uuid not null,
  changes integer not null,
  updated_at timestamptz(3) not null
);
alter table question_banks add constraint question_banks_pk primary key (tenant_id);
alter table question_banks add constraint question_banks_institution_fk foreign key (tenant_id) references institutions (id);

do $$
declare name text;
begin
  foreach name in array array['questions', 'question_versions', 'question_banks'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
  end loop;
end $$;
grant select, insert, update on questions, question_banks to halfhour_app;
grant select, insert on question_versions to halfhour_app;
