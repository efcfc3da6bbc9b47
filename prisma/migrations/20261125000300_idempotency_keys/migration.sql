-- What a change with an Idempotency-Key ended in, written in its own commit and given back when it is sent again.
-- The result is json, not jsonb: it is never looked into, and has to come back letter by letter.
create table idempotency_keys (
  tenant_id uuid not null,
  actor_kind text not null,
  actor_id uuid not null,
  key text not null,
  ordinal integer not null,
  fingerprint text not null,
  result json not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
alter table idempotency_keys add constraint idempotency_keys_pk primary key (tenant_id, actor_kind, actor_id, key, ordinal);
alter table idempotency_keys add constraint idempotency_keys_institution_fk foreign key (tenant_id) references institutions (id);
alter table idempotency_keys add constraint idempotency_keys_actor_kind check (actor_kind in ('PERSON', 'SERVICE'));
create index idempotency_keys_by_expiry on idempotency_keys (tenant_id, expires_at);

alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy tenant_only on idempotency_keys
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, delete on idempotency_keys to halfhour_app;

-- Takes the key until the end of the transaction, or fails at once while another one has it: an error, because it also
-- skips the statements that follow in the same round trip, which would otherwise wait for that transaction's row locks.
create function app.claim_idempotency_key(tenant uuid, actor_key text) returns void
  language plpgsql
  as $$ begin
    if not pg_try_advisory_xact_lock(hashtextextended(tenant || ' ' || actor_key, 0)) then
      raise exception 'the key is in use' using errcode = 'HH409';
    end if;
  end $$;
