import fc from 'fast-check'
import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql } from '../../../src/db/sql.ts'
import { insertRow } from '../../../src/db/statements.ts'
import { answered, meetingRow, outcomeRow, requestRow } from '../../permissions/filled.ts'
import { testApp } from '../../support/app.ts'
import { type Campus, campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { heldConversation } from './held-conversation.ts'

const ignored = sql`1`
const at = '2026-03-02T14:30:00.000Z'

/** A name that came of a conversation, by its number, and of which of them it made the request, if of any. */
interface Link {
  from: number
  isDecline: boolean
  to: number | null
}

/** So many requests of one student, met as well as declined, since all that matters is what hangs on them. */
async function graphOf(
  home: Campus,
  pair: { student: Someone; mentor: Someone },
  size: number,
  links: readonly Link[]
) {
  const people = { studentId: pair.student.id, mentorId: pair.mentor.id }
  const nodes = Array.from({ length: size }, () => ({ requestId: newId(), meetingId: newId(), outcomeId: newId() }))
  const names = links.map((link) => ({ ...link, id: newId() }))
  await home.run(
    ...nodes.flatMap(({ requestId, meetingId, outcomeId }) => [
      requestRow({ id: requestId, ...people, status: 'ACCEPTED', ...answered }),
      meetingRow({ id: meetingId, requestId, ...people, status: 'COMPLETED', completedAt: at }),
      outcomeRow({ id: outcomeId, meetingId, ...people })
    ]),
    ...names.map(({ id, from, isDecline, to }) => {
      const { requestId, outcomeId } = nodes[from] as (typeof nodes)[number]
      const origin = isDecline ? { requestId } : { outcomeId }
      const draftRequestId = to === null ? null : nodes[to]?.requestId
      const target = { externalName: 'Sam', draftRequestId }
      const referral = {
        id,
        studentId: people.studentId,
        referredById: people.mentorId,
        ...origin,
        ...target,
        createdAt: at
      }
      return insertRow('referrals', referral, ignored)
    })
  )
  return { nodes, names }
}

/** The same by walking: the names of an outcome, then of each request that one of them made, its decline and its outcome. */
function walk(links: readonly (Link & { id: string })[], root: number): Map<string, number> {
  const found = new Map<string, number>()
  let next = links.filter(({ from, isDecline }) => from === root && !isDecline)
  for (let depth = 1; next.length > 0; depth++) {
    const fresh = next.filter(({ id }) => !found.has(id))
    for (const { id } of fresh) found.set(id, depth)
    next = fresh.flatMap(({ to }) => (to === null ? [] : links.filter(({ from }) => from === to)))
  }
  return found
}

const linksAmong = (size: number) =>
  fc.array(fc.record({ from: fc.nat(size - 1), isDecline: fc.boolean(), to: fc.option(fc.nat(size - 1)) }), {
    maxLength: 9
  })

t.test('what names have led to', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const pair = { student: await home.student(), mentor: await home.mentor() }
  const fields = 'id ledTo { depth count referrals { depth referral { id } } }'

  t.test(
    'is what walking from name to name finds, through declines and outcomes, in any graph and in circles too (S#59)',
    async (t) => {
      const size = 5
      const samples = fc.sample(linksAmong(size), 25)
      const circle: Link[] = [0, 1, 2].map((from) => ({ from, isDecline: false, to: (from + 1) % 3 }))
      const line: Link[] = [0, 1, 2, 3].map((from) => ({ from, isDecline: from === 2, to: from + 1 }))
      for (const links of [circle, line, ...samples]) {
        const { nodes, names } = await graphOf(home, pair, size, links)
        const ids = nodes.map(({ outcomeId }) => outcomeId)
        const { data } = await graphql(
          app,
          pair.student,
          `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Outcome { ${fields} } } }`,
          { ids }
        )
        data.nodes.forEach(({ ledTo }: any, root: number) => {
          const expected = walk(names, root)
          const told = JSON.stringify({ links, root })
          t.same(new Map(ledTo.referrals.map(({ depth, referral }: any) => [referral.id, depth])), expected, told)
          t.same([ledTo.count, ledTo.depth], [expected.size, Math.max(0, ...expected.values())], told)
        })
      }
    }
  )

  t.test('grows as the student goes from one to the next: name, draft, meeting, outcome, name', async (t) => {
    const { student } = pair
    const [second, third] = [await home.mentor(), await home.mentor()]
    const log = (meetingId: string, mentor: Someone) =>
      mutate(
        app,
        student,
        'logOutcome',
        { meetingId, fitVerdict: 'UNSURE', learned: 'x', referrals: [{ mentorId: mentor.id }] },
        'outcome { id referrals { draftRequest { id } } }'
      )
    const { meetingId } = await heldConversation(home, pair)
    const { outcome: root } = await log(meetingId, second)
    const id = root.referrals[0].draftRequest.id
    const words = {
      targetOccupation: '15-1252.00',
      topicKind: 'POSITION',
      topic: 'A day',
      whyYou: 'You went from the lab to field trials.'
    }
    await mutate(app, student, 'updateMeetingRequest', { id, ...words }, '')
    await mutate(app, student, 'sendMeetingRequest', { id }, '')
    const fields = 'meetingRequest { meeting { id } }'
    const { meetingRequest } = await mutate(
      app,
      second,
      'acceptMeetingRequest',
      { id, startsAt: '2026-03-05T15:00:00.000Z' },
      fields
    )
    await mutate(app, student, 'completeMeeting', { id: meetingRequest.meeting.id }, '')
    await log(meetingRequest.meeting.id, third)
    const { ledTo } = (await rest(app, student, 'GET', `/v1/outcomes/${root.id}`)).body
    t.match(ledTo, { depth: 2, count: 2, referrals: [{ depth: 1 }, { depth: 2, referral: { mentorId: third.id } }] })
  })
})
