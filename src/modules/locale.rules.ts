import { refuse } from '../errors.ts'

// As long as a tag with script, region and a variant gets.
const tagMax = 35

/** A language tag in its canonical spelling, as in es-MX (BCP 47), or null for none. Throws INVALID_INPUT at `path`. */
export function canonicalLocale(value: string | null | undefined, path: readonly string[]): string | null {
  if (value == null) return null
  try {
    if (value.length <= tagMax) return Intl.getCanonicalLocales(value)[0] as string
  } catch {}
  throw refuse('INVALID_INPUT', { path, message: 'The locale is no BCP 47 language tag, as in en-US.' })
}
