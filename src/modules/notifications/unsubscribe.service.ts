import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Scope } from '../../db/scope.ts'
import { stopMail } from './preferences.service.ts'
import { keyAndLocale } from './unsubscribe.queries.ts'
import { readToken, tokenText, type UnsubscribeToken } from './unsubscribe.rules.ts'

const signatureOf = (key: string, personId: string): string =>
  createHmac('sha256', Buffer.from(key, 'base64url')).update(`unsubscribe ${personId}`).digest('base64url')

/** The token of a link with which a person stops their mail, without signing in (RFC 8058). It does nothing else. */
export const unsubscribeToken = (key: string, tenantId: string, personId: string): string =>
  tokenText({ tenantId, personId, signature: signatureOf(key, personId) })

/** The language of whom a link is for; null when the link is not one of ours. `scopeOf` enters the campus that it names. */
export async function whoseLink(
  text: string,
  scopeOf: (tenantId: string) => Scope
): Promise<(UnsubscribeToken & { locale: string }) | null> {
  const token = readToken(text)
  if (!token) return null
  const [found] = await scopeOf(token.tenantId).rows<{ key: string; locale: string }>(keyAndLocale(token.personId))
  const [ours, theirs] = [found && signatureOf(found.key, token.personId), token.signature].map((signature) =>
    Buffer.from(signature ?? '')
  ) as [Buffer, Buffer]
  return found && ours.length === theirs.length && timingSafeEqual(ours, theirs)
    ? { ...token, locale: found.locale }
    : null
}

/**
 * Turns all mail off for whom a link is for, and gives their language; doing so again changes nothing. Null when the link
 * is not one of ours. Throws SERVICE_UNAVAILABLE.
 */
export async function unsubscribe(text: string, scopeOf: (tenantId: string) => Scope): Promise<string | null> {
  const link = await whoseLink(text, scopeOf)
  if (!link) return null
  await stopMail(scopeOf(link.tenantId), link.personId)
  return link.locale
}
