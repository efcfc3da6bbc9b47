import t from 'tap'
import {
  classYearOf,
  industryRange,
  occupationRange,
  programRange,
  searchTextOf,
  searchWords
} from '../../../src/modules/people/people.rules.ts'
import { differencesOf } from '../../../src/modules/people/person-differences.rules.ts'
import { mergePerson } from '../../../src/modules/people/person-state.rules.ts'
import {
  countryProblems,
  emailProblems,
  localeProblems,
  spanProblems,
  timeZoneProblems
} from '../../../src/modules/people/value.rules.ts'

const isWithin = (range: { from: string; below: string } | null, code: string) =>
  range !== null && code >= range.from && code < range.below

t.test('a class runs from July 1 to June 30 of its year (NACE)', async (t) => {
  t.equal(classYearOf('2025-07-01'), 2026)
  t.equal(classYearOf('2025-12-31'), 2026)
  t.equal(classYearOf('2026-06-30'), 2026)
  t.equal(classYearOf('2026-07-01'), 2027)
  t.equal(classYearOf(null), null)
})

t.test('a NAICS code takes in what is below it, and a range of sectors is one sector', async (t) => {
  t.ok(isWithin(industryRange('54'), '541511'))
  t.ok(isWithin(industryRange('5415'), '5415'))
  t.notOk(isWithin(industryRange('5415'), '541611'))
  t.notOk(isWithin(industryRange('5415'), '5416'))
  for (const code of ['31-33', '31', '32', '33']) {
    for (const inside of ['311', '325412', '336411', '31-33'])
      t.ok(isWithin(industryRange(code), inside), `${code} takes in ${inside}`)
    t.notOk(isWithin(industryRange(code), '423110'))
  }
  t.ok(isWithin(industryRange('48-49'), '492110'))
  t.notOk(isWithin(industryRange('311'), '312'), 'three digits are no sector')
  for (const code of ['5', '5415111', '31-34', 'x', '']) t.equal(industryRange(code), null, `${code} is none`)
})

t.test('a SOC code takes in what is below it, by the zeros at its end', async (t) => {
  for (const code of ['15-0000', '15-1200', '15-1250', '15-1252', '15-1252.00']) {
    t.ok(isWithin(occupationRange(code), '15-1252.00'), `${code} takes in 15-1252.00`)
  }
  t.notOk(isWithin(occupationRange('15-1200'), '15-2051.00'))
  t.notOk(isWithin(occupationRange('15-1252'), '15-1253.00'))
  t.notOk(isWithin(occupationRange('15-1252.00'), '15-1252.01'))
  t.equal(occupationRange('29-1210')?.broadGroup, '29-1210', 'the members of a broad group are looked up')
  t.equal(occupationRange('15-1200')?.broadGroup, null)
  for (const code of ['15', '15-125', 'software', '15-1252.0']) t.equal(occupationRange(code), null, `${code} is none`)
})

t.test('a CIP code takes in what is below it', async (t) => {
  t.ok(isWithin(programRange('11'), '11.0701'))
  t.ok(isWithin(programRange('11.07'), '11.0701'))
  t.notOk(isWithin(programRange('11.07'), '11.0801'))
  for (const code of ['1', '11.', '11.070', '110701']) t.equal(programRange(code), null, `${code} is none`)
})

t.test('values are held against the standards that they come from', async (t) => {
  const good = (problems: unknown[]) => problems.length === 0
  t.ok(good(countryProblems('US', [])))
  for (const code of ['us', 'UK', 'EU', 'ZZ', 'USA']) t.notOk(good(countryProblems(code, [])), `${code} is no country`)
  t.ok(good(timeZoneProblems('America/Chicago', [])))
  for (const zone of ['+05:00', 'Chicago', '']) t.notOk(good(timeZoneProblems(zone, [])), `${zone} is no zone`)
  t.ok(good(localeProblems('pt-BR', [])))
  t.notOk(good(localeProblems('not a tag', [])))
  t.ok(good(emailProblems('ada@campus.example', [])))
  for (const mail of ['ada', 'ada@', 'a b@c.example', `${'a'.repeat(250)}@c.example`])
    t.notOk(good(emailProblems(mail, [])))
  t.same(
    spanProblems({ startedOn: '2026-02-30' }, ['x']).map(({ path }) => path),
    [['x', 'startedOn']]
  )
  t.same(
    spanProblems({ startedOn: '2026-03-01', endedOn: '2026-02-01' }, []).map(({ path }) => path),
    [['endedOn']]
  )
})

t.test('search text and search words are cut at the same places', async (t) => {
  const mentor = {
    givenName: 'José',
    familyName: "O'Neil",
    city: null,
    headline: 'R&D,  mostly',
    topics: ['day-to-day'],
    currentTitle: null,
    currentEmployer: 'AT&T'
  }
  t.equal(searchTextOf(mentor), 'José O Neil R D mostly AT T day to day')
  t.same(searchWords(' R&D, mostly! '), ['R', 'D', 'mostly'])
  t.equal(searchWords('a b c d e f g h').length, 6)
})

t.test('merging the same input a second time differs in nothing and keeps all ids', async (t) => {
  let ids = 0
  const context = {
    campus: { timeZone: 'America/Chicago', locale: 'en-US' },
    programNow: (code: string) => code,
    makeId: () => `id${++ids}`
  }
  const input = {
    givenName: 'Ada',
    familyName: 'Kim',
    externalId: 'S-1',
    affiliations: [{ kind: 'ALUM' as const }, { kind: 'STAFF' as const }],
    degrees: [{ program: '11.0701', level: 'BACHELOR' as const, graduatesOn: '2020-05-30' }],
    mentorProfile: {
      seniority: 'MID' as const,
      motivations: ['GIVE_BACK' as const],
      positions: [{ employer: 'Acme', title: 'Engineer' }]
    }
  }
  const first = mergePerson(null, input, context)
  const second = mergePerson(first, { ...input, affiliations: [...input.affiliations].reverse() }, context)
  t.same(differencesOf(first, second), {})
  t.same(
    [second.id, second.degrees[0]?.id, second.positions[0]?.id],
    [first.id, first.degrees[0]?.id, first.positions[0]?.id]
  )
  t.equal(first.values.subject, 'S-1')
  t.equal(
    mergePerson(first, { externalId: 'S-2' }, context).values.subject,
    'S-1',
    "a new external id moves nobody's sign-in"
  )
})
