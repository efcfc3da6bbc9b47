-- The GraphQL operations that a campus has registered: clients name them by the SHA-256 of their text.
create table trusted_documents (
  tenant_id uuid not null,
  id uuid not null,
  sha256 text not null,
  name text,
  text text not null,
  created_at timestamptz(3) not null
);
alter table trusted_documents add constraint trusted_documents_pk primary key (tenant_id, id);
alter table trusted_documents add constraint trusted_documents_institution_fk foreign key (tenant_id) references institutions (id);
alter table trusted_documents add constraint trusted_documents_by_sha256 unique (tenant_id, sha256);
alter table trusted_documents add constraint trusted_documents_sha256 check (sha256 ~ '^[0-9a-f]{64}$');
create index trusted_documents_by_time on trusted_documents (tenant_id, created_at, id);

alter table trusted_documents enable row level security;
alter table trusted_documents force row level security;
create policy tenant_only on trusted_documents
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, delete on trusted_documents to halfhour_app;
