import { pairedAt, pairedOutside, say } from '../modules/accountability/paired.ts'
import { pitchOf } from '../modules/preparation/prepared.ts'
import type { TestApp } from '../support/app.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** Does with pairs and check-ins what can be done, so that every statement of theirs has been sent. */
export async function walkAccountability(app: TestApp, home: Campus): Promise<void> {
  const { inviter, partner, id } = await pairedAt(app, home)
  const change = (who: Someone, name: string, input: object) => mutate(app, who, name, { id, ...input }, '')
  const smallStep = { type: 'PITCH', id: (await pitchOf(app, inviter)).id }
  const { checkIn } = await say(app, home, inviter, id, 'INTENTION', { smallStep })
  await say(app, home, inviter, id, 'COMPLETION')
  await change(partner, 'reactToCheckIn', { id: checkIn.id, reaction: 'CHEER' })
  await change(partner, 'proposePact', { pact: 'I write.' })
  await change(inviter, 'acceptPact', { pactVersion: 2 })
  await change(inviter, 'updateAccountabilityPair', { platform: 'VIDEO' })
  const filters = [
    `accountabilityPairs(filter: { personId: "${partner.id}", status: [ACTIVE] }, orderBy: { field: UPDATED_AT })`,
    `checkIns(filter: { pairId: "${id}", side: INVITER, kind: INTENTION, from: "2026-01-01", until: "2027-01-01", isMissed: false })`
  ]
  for (const filter of filters) await graphql(app, inviter, `{ ${filter} { totalCount nodes { id } } }`)
  const query =
    '{ accountabilityPairs { nodes { inviter { id } partner { id } progress { health { rate } } } } checkIns { nodes { pair { id } person { id } } } }'
  for (const who of [inviter, await home.counselor()]) await graphql(app, who, query)
  await rest(app, inviter, 'GET', `/v1/check-ins/${checkIn.id}`)
  await rest(app, inviter, 'GET', `/v1/accountability-pairs/${id}/progress`)
  await change(partner, 'endAccountabilityPair', {})
  const outside = await pairedOutside(app, home)
  const url = `/v1/accountability-links/${outside.token}`
  await rest(app, null, 'POST', `${url}/agree`, { pactVersion: 1 })
  await rest(app, null, 'POST', `${url}/check-ins`, { kind: 'INTENTION', text: 'I run.' })
  await rest(app, null, 'GET', url)
  const said = await say(app, home, outside.inviter, outside.id, 'INTENTION')
  await rest(app, null, 'POST', `${url}/react`, { id: said.checkIn.id, reaction: 'THANKS' })
  await rest(app, null, 'POST', `${url}/leave`)
}
