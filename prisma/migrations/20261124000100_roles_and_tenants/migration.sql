-- Run by the owner role on its own database. The application role halfhour_app must exist (docs/operating.md, "Roles").
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gist;

create schema app;
grant usage on schema app to halfhour_app;

-- The tenant of the running transaction, or null: null never equals a tenant_id, so no tenant entered means no rows.
create function app.current_tenant() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.tenant_id', true), '')::uuid;

-- SET LOCAL rather than set_config, because a Citus coordinator sends only the former to its workers.
create function app.enter_tenant(tenant uuid) returns void
  language plpgsql
  as $$ begin execute format('set local app.tenant_id = %L', tenant); end $$;

-- unaccent() is only STABLE because its dictionary could be altered; ours is the shipped one, so the fold may be indexed.
create function app.fold(value text) returns text
  language sql immutable parallel safe strict
  return lower(public.unaccent('public.unaccent'::regdictionary, value));

create table institutions (
  id uuid not null,
  slug text not null,
  name text not null,
  time_zone text not null,
  locale text not null,
  policy jsonb not null,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
alter table institutions add constraint institutions_pk primary key (id);
alter table institutions add constraint institutions_slug_format check (slug ~ '^[a-z][a-z0-9-]{1,40}$');
alter table institutions enable row level security;
alter table institutions force row level security;
create policy tenant_only on institutions
  using (id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, update on institutions to halfhour_app;

-- The registry: which campus a verified issuer speaks for. It is read before any tenant is known, so it carries no row
-- security; it holds public facts only (issuer, key set URL, public keys) and the application role may only read it.
create table issuers (
  issuer text not null,
  institution_id uuid not null,
  institution_slug text not null,
  audience text not null,
  algorithms text[] not null,
  jwks_url text,
  public_keys jsonb,
  created_at timestamptz(3) not null
);
alter table issuers add constraint issuers_pk primary key (issuer);
alter table issuers add constraint issuers_one_key_source check ((jwks_url is null) <> (public_keys is null));
alter table issuers add constraint issuers_asymmetric check
  (algorithms <@ array['RS256','RS384','RS512','PS256','PS384','PS512','ES256','ES384','ES512'] and cardinality(algorithms) > 0);
create index issuers_institution on issuers (institution_id);
grant select on issuers to halfhour_app;
