-- What a student means to ask, one list a request (S#39). Both people stand with it, as with a meeting.
create table question_lists (
  tenant_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  student_id uuid not null,
  mentor_id uuid not null,
  bank_version integer not null,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table question_lists add constraint question_lists_pk primary key (tenant_id, id);
alter table question_lists add constraint question_lists_request_unique unique (tenant_id, request_id);
alter table question_lists add constraint question_lists_request_fk foreign key (tenant_id, request_id) references meeting_requests (tenant_id, id);
alter table question_lists add constraint question_lists_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table question_lists add constraint question_lists_mentor_fk foreign key (tenant_id, mentor_id) references persons (tenant_id, id);
create index question_lists_by_created on question_lists (tenant_id, created_at, id);
create index question_lists_by_updated on question_lists (tenant_id, updated_at, id);
create index question_lists_by_student on question_lists (tenant_id, student_id, created_at, id);
create index question_lists_by_mentor on question_lists (tenant_id, mentor_id, created_at, id);

-- A question of a list keeps the words that it was taken with, whatever becomes of the bank. question_id may be a shipped
-- one, so it has no foreign key. What is taken off a list stays, for the notes and comments on it.
create table question_items (
  tenant_id uuid not null,
  id uuid not null,
  list_id uuid not null,
  ordinal integer not null,
  question_id uuid,
  question_number integer,
  text text not null,
  locale text,
  balance text,
  is_must_ask boolean not null,
  follow_up_of_id uuid,
  notes text,
  answered_at timestamptz(3),
  removed_at timestamptz(3),
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table question_items add constraint question_items_pk primary key (tenant_id, id);
alter table question_items add constraint question_items_list_fk foreign key (tenant_id, list_id) references question_lists (tenant_id, id);
alter table question_items add constraint question_items_follow_up_fk foreign key (tenant_id, follow_up_of_id) references question_items (tenant_id, id);
alter table question_items add constraint question_items_balance check (balance in ('PERSONAL', 'CAREER'));
alter table question_items add constraint question_items_pinned check ((question_id is null) = (question_number is null));
alter table question_items add constraint question_items_answered check ((notes is null) = (answered_at is null));
create index question_items_by_list on question_items (tenant_id, list_id, ordinal);

create table question_comments (
  tenant_id uuid not null,
  id uuid not null,
  list_id uuid not null,
  item_id uuid,
  item_text text,
  author_id uuid not null,
  text text not null,
  created_at timestamptz(3) not null
);
alter table question_comments add constraint question_comments_pk primary key (tenant_id, id);
alter table question_comments add constraint question_comments_list_fk foreign key (tenant_id, list_id) references question_lists (tenant_id, id);
alter table question_comments add constraint question_comments_item_fk foreign key (tenant_id, item_id) references question_items (tenant_id, id);
alter table question_comments add constraint question_comments_author_fk foreign key (tenant_id, author_id) references persons (tenant_id, id);
create index question_comments_by_list on question_comments (tenant_id, list_id, created_at, id);

do $$
declare name text;
begin
  foreach name in array array['question_lists', 'question_items', 'question_comments'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
  end loop;
end $$;
grant select, insert, update on question_lists, question_items to halfhour_app;
grant select, insert on question_comments to halfhour_app;
