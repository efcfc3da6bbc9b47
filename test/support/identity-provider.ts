import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import type { Test } from 'tap'

export type SigningAlgorithm = 'RS256' | 'ES256'

const resource = 'urn:halfhour:api'
const client = {
  id: 'portal',
  secret: 'a-secret-of-the-portal-and-the-provider',
  redirect: 'https://portal.example/back'
}
const basic = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`

function signingKey(alg: SigningAlgorithm) {
  const { privateKey } =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg, use: 'sig' }
}

function provider(issuer: string, alg: SigningAlgorithm): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [client.redirect],
        grant_types: ['authorization_code', 'client_credentials'],
        id_token_signed_response_alg: alg
      }
    ],
    ttl: { AccessToken: 600, ClientCredentials: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    cookies: { keys: [randomUUID()] },
    jwks: { keys: [signingKey(alg)] },
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    features: {
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'halfhour',
          audience: 'halfhour',
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg } }
        })
      }
    }
  })
}

/** A campus's identity provider, as oidc-provider serves it over HTTP; its keys can be changed while it runs. */
export async function identityProvider(t: Test, alg: SigningAlgorithm) {
  let answer: RequestListener = (_request, response) => response.end()
  let keyFetches = 0
  const server = createServer((request, response) => {
    if (request.url === '/jwks') keyFetches += 1
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => new Promise((resolve) => server.close(resolve).closeAllConnections()))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const rotate = (to: SigningAlgorithm = alg) => {
    answer = provider(issuer, to).callback()
  }
  rotate()
  return {
    issuer,
    jwksUrl: `${issuer}/jwks`,
    /** Replaces the provider's keys by new ones. */
    rotate,
    /** How often its key set was asked for. */
    keyFetches: () => keyFetches,
    machineSubject: client.id,
    /** The portal's own token. */
    machineToken: () => tokenFrom(issuer, { grant_type: 'client_credentials', resource }),
    /** The token that the portal gets for a person who signs in: the whole authorization code flow. */
    personToken: (login: string) => signIn(issuer, login)
  }
}

export type IdentityProvider = Awaited<ReturnType<typeof identityProvider>>

async function tokenFrom(issuer: string, parameters: Record<string, string>): Promise<string> {
  const headers = { authorization: basic }
  const answer = await fetch(`${issuer}/token`, { method: 'POST', headers, body: new URLSearchParams(parameters) })
  const { access_token: token } = (await answer.json()) as { access_token?: string }
  if (!token) throw new Error(`The provider gave no token: ${answer.status}`)
  return token
}

async function signIn(issuer: string, login: string): Promise<string> {
  const browser = cookieBrowser(issuer)
  const asked = {
    client_id: client.id,
    response_type: 'code',
    redirect_uri: client.redirect,
    scope: 'openid halfhour',
    resource
  }
  const form = await browser(`${issuer}/auth?${new URLSearchParams(asked)}`)
  const consent = await browser(form, new URLSearchParams({ prompt: 'login', login, password: 'any' }))
  const back = await browser(consent, new URLSearchParams({ prompt: 'consent' }))
  const code = new URL(back).searchParams.get('code') ?? ''
  return tokenFrom(issuer, { grant_type: 'authorization_code', code, redirect_uri: client.redirect })
}

/** Follows redirects with cookies, as a browser does, to the first page or out of the provider; gives that address. */
function cookieBrowser(issuer: string) {
  const jar = new Map<string, string>()
  return async (address: string, form?: URLSearchParams): Promise<string> => {
    let at = address
    for (let body = form; ; body = undefined) {
      const cookie = [...jar].map((pair) => pair.join('=')).join('; ')
      const answer = await fetch(at, { method: body ? 'POST' : 'GET', body, headers: { cookie }, redirect: 'manual' })
      for (const set of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
        jar.set(name, value)
      }
      await answer.body?.cancel()
      const next = answer.headers.get('location')
      if (next === null) return at
      at = new URL(next, issuer).href
      if (!at.startsWith(issuer)) return at
    }
  }
}
