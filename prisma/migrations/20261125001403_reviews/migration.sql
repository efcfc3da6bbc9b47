-- What a student has asked a counselor to look at. The subject is of several tables, so no foreign key holds it; nothing
-- that can be reviewed is ever deleted. subject_mark tells its content as it was then, whatever becomes of its state.
create table reviews (
  tenant_id uuid not null,
  id uuid not null,
  subject_type text not null,
  subject_id uuid not null,
  subject_version integer not null,
  subject_mark text not null,
  student_id uuid not null,
  counselor_id uuid,
  status text not null,
  message text,
  requested_at timestamptz(3) not null,
  decided_at timestamptz(3),
  decided_by_id uuid,
  version integer not null,
  updated_at timestamptz(3) not null
);
alter table reviews add constraint reviews_pk primary key (tenant_id, id);
alter table reviews add constraint reviews_student_fk foreign key (tenant_id, student_id) references persons (tenant_id, id);
alter table reviews add constraint reviews_counselor_fk foreign key (tenant_id, counselor_id) references persons (tenant_id, id);
alter table reviews add constraint reviews_decided_by_fk foreign key (tenant_id, decided_by_id) references persons (tenant_id, id);
alter table reviews add constraint reviews_status check (status in ('PENDING', 'APPROVED', 'RETURNED', 'WITHDRAWN'));
alter table reviews add constraint reviews_decided check ((status in ('APPROVED', 'RETURNED')) = (decided_at is not null and decided_by_id is not null));
create unique index reviews_one_pending on reviews (tenant_id, subject_id) where status = 'PENDING';
create index reviews_by_subject on reviews (tenant_id, subject_id, requested_at, id);
create index reviews_by_requested on reviews (tenant_id, requested_at, id);
create index reviews_by_status on reviews (tenant_id, status, requested_at, id);
create index reviews_by_student on reviews (tenant_id, student_id, requested_at, id);
create index reviews_by_counselor on reviews (tenant_id, counselor_id, requested_at, id);

create table review_comments (
  tenant_id uuid not null,
  id uuid not null,
  review_id uuid not null,
  author_id uuid not null,
  text text not null,
  created_at timestamptz(3) not null
);
alter table review_comments add constraint review_comments_pk primary key (tenant_id, id);
alter table review_comments add constraint review_comments_review_fk foreign key (tenant_id, review_id) references reviews (tenant_id, id);
alter table review_comments add constraint review_comments_author_fk foreign key (tenant_id, author_id) references persons (tenant_id, id);
create index review_comments_by_review on review_comments (tenant_id, review_id, created_at, id);

do $$
declare name text;
begin
  foreach name in array array['reviews', 'review_comments'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy tenant_only on %I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, name);
  end loop;
end $$;
grant select, insert, update on reviews to halfhour_app;
grant select, insert on review_comments to halfhour_app;
