import type { ClientBase, Pool } from 'pg'
import { StartupError } from '../startup-error.ts'

export const ownerRole = 'halfhour_owner'
export const appRole = 'halfhour_app'

/** The oldest Postgres that is served: Debian 12's, managed services', Citus'. */
const oldestVersion = 150_000

/**
 * Makes the two roles, or sets them right, by a superuser: the owner of the database, which runs migrations, and the
 * application's plain role. Safe to repeat. docs/operating.md documents the same for servers of others.
 */
export async function setUpRoles(superuser: ClientBase, passwords: { owner: string; app: string }): Promise<void> {
  for (const [role, password] of [
    [ownerRole, passwords.owner],
    [appRole, passwords.app]
  ] as const) {
    const found = await superuser.query('select 1 from pg_roles where rolname = $1', [role])
    const verb = found.rowCount === 0 ? 'create' : 'alter'
    const attributes = 'login nosuperuser nocreatedb nocreaterole nobypassrls noreplication'
    await superuser.query(`${verb} role ${role} ${attributes} password ${superuser.escapeLiteral(password)}`)
  }
  await superuser.query(`alter role ${appRole} set timezone = 'UTC'`)
  // Row-security statements are planned once per name: measured 2.6 times cheaper than a plan per call.
  await superuser.query(`alter role ${appRole} set plan_cache_mode = 'force_generic_plan'`)
  // Without Citus the setting is kept and ignored; with it the workers see the tenant by it (docs/decisions/0010).
  await superuser.query(`alter role ${appRole} set citus.propagate_set_commands = 'local'`)
}

/** Makes a database that belongs to the owner role, open to the application role and to nobody else. */
export async function createDatabase(superuser: ClientBase, name: string): Promise<void> {
  await superuser.query(`create database ${superuser.escapeIdentifier(name)} owner ${ownerRole}`)
  await superuser.query(`revoke all on database ${superuser.escapeIdentifier(name)} from public`)
  await superuser.query(`grant connect on database ${superuser.escapeIdentifier(name)} to ${appRole}`)
}

interface Standing {
  name: string
  version: number
  isSuperuser: boolean
  bypassesRowSecurity: boolean
  mayMakeRoles: boolean
  ownsObjects: boolean
  strongerRole: string | null
}

/**
 * Refuses to serve with a role that row security would not hold: a superuser, one with BYPASSRLS or CREATEROLE (which up
 * to Postgres 15 may join the owner), one that owns anything in the database, or one that could become such a role or
 * the tables' owner by SET ROLE.
 * Throws StartupError; also for a server older than Postgres 15.
 */
export async function refuseUnsafeRole(pool: Pool): Promise<void> {
  const found = await pool.query(standingOfRole)
  const role: Standing = found.rows[0]
  if (role.version < oldestVersion) {
    throw new StartupError(
      `the database server is Postgres ${Math.floor(role.version / 10_000)}. Use Postgres 15 or newer.`
    )
  }
  const fault = faultOf(role)
  if (fault === null) return
  throw new StartupError(
    `the role ${role.name} of DATABASE_URL ${fault}, so row security would not keep campuses apart. Connect as ${appRole}, made as docs/operating.md says under "Roles".`
  )
}

function faultOf(role: Standing): string | null {
  if (role.isSuperuser) return 'is a superuser'
  if (role.bypassesRowSecurity) return 'has BYPASSRLS'
  if (role.mayMakeRoles) return 'has CREATEROLE'
  if (role.ownsObjects) return 'owns tables or other objects of the database'
  if (role.strongerRole !== null) return `is a member of ${role.strongerRole}`
  return null
}

const standingOfRole = `
  select r.rolname as name, r.rolsuper as "isSuperuser", r.rolbypassrls as "bypassesRowSecurity",
    r.rolcreaterole as "mayMakeRoles",
    current_setting('server_version_num')::int as version,
    exists (
      select from pg_shdepend d
      where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid and d.deptype = 'o'
        and (d.dbid = (select oid from pg_database where datname = current_database())
          or (d.dbid = 0 and d.classid = 'pg_database'::regclass
            and d.objid = (select oid from pg_database where datname = current_database())))
    ) as "ownsObjects",
    (
      select stronger.rolname from pg_roles stronger
      where stronger.oid <> r.oid and pg_has_role(r.oid, stronger.oid, 'member')
        and (stronger.rolsuper or stronger.rolbypassrls
          or exists (select from pg_class c where c.relowner = stronger.oid and c.relrowsecurity))
      limit 1
    ) as "strongerRole"
  from pg_roles r where r.rolname = current_user`
