/** Stands for the tenant in a statement: it renders as `$1`, the one bound parameter that every tenant table is filtered by. */
export const tenant = Symbol('tenant')

/** A composed statement or fragment: literal chunks with the values between them. Values never become text. */
export interface Sql {
  readonly chunks: readonly string[]
  readonly values: readonly unknown[]
}

export interface RenderedSql {
  text: string
  values: unknown[]
}

const isSql = (value: unknown): value is Sql => typeof value === 'object' && value !== null && 'chunks' in value

/**
 * Composes a statement. A nested `Sql` is spliced in, `tenant` becomes `$1`, anything else a bound parameter.
 */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  const chunks = [strings[0] as string]
  const flat: unknown[] = []
  values.forEach((value, index) => {
    const after = strings[index + 1] as string
    if (isSql(value)) splice(chunks, flat, value)
    else {
      flat.push(value)
      chunks.push('')
    }
    chunks[chunks.length - 1] += after
  })
  return { chunks, values: flat }
}

function splice(chunks: string[], flat: unknown[], inner: Sql): void {
  chunks[chunks.length - 1] += inner.chunks[0] as string
  chunks.push(...inner.chunks.slice(1))
  flat.push(...inner.values)
}

/** A fragment taken literally: for column names and keywords that the code itself writes, never for input. */
export const raw = (text: string): Sql => ({ chunks: [text], values: [] })

export const empty: Sql = raw('')

/** Joins fragments, as in a list of conditions; an empty list renders as nothing. */
export function join(parts: readonly Sql[], separator: string): Sql {
  const chunks = ['']
  const flat: unknown[] = []
  parts.forEach((part, index) => {
    if (index > 0) chunks[chunks.length - 1] += separator
    splice(chunks, flat, part)
  })
  return { chunks, values: flat }
}

/** The condition list of a WHERE clause: the fragments joined by AND. */
export const all = (conditions: readonly Sql[]): Sql => join(conditions, ' and ')

/**
 * Renders a statement for the wire. Where the tenant occurs it is `$1` in every place, so that one parameter prunes
 * shards and drives indexes: row security alone does neither (docs/decisions/0010).
 */
export function render(statement: Sql, tenantId: string): RenderedSql {
  const usesTenant = statement.values.includes(tenant)
  const values: unknown[] = usesTenant ? [tenantId] : []
  let text = statement.chunks[0] as string
  for (let i = 0; i < statement.values.length; i++) {
    const value = statement.values[i]
    if (value === tenant) text += '$1'
    else text += `$${values.push(value)}`
    text += statement.chunks[i + 1]
  }
  return { text, values }
}
