import pg from 'pg'
import t from 'tap'
import { sameTextsOf } from '../../../src/modules/requests/same-text.rules.ts'
import { testDatabase } from '../../support/database.ts'

const template =
  'Dear mentor, I admire how you went from the laboratory to running field trials in three countries, and I would like to hear how.'
const written = (texts: string[]) =>
  texts.map((whyYou, n) => ({ id: `r${n}`, mentorId: `m${n}`, whyYou, message: null }))
const isSame = (one: string, other: string) => sameTextsOf(['r0'], written([one, other]), 0).get('r0')?.whyYou === true

t.test('two texts are nearly the same where pg_trgm finds them so (S#15)', async (t) => {
  const { superuserUrl } = await testDatabase(t)
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  t.teardown(() => client.end())
  const words = template.split(' ')
  // The template with one more word exchanged each time: from the same to something else.
  const variants = words.map((_, n) => words.map((word, at) => (at < n ? `${word.slice(1)}x${n}` : word)).join(' '))
  const others = [
    '',
    '  ',
    '!!!',
    'Ça alors, déjà vu?',
    'CA ALORS, DEJA VU',
    `${template} Thank you.`,
    template.toUpperCase()
  ]
  const pairs = [...variants, ...others].map((other) => [template, other] as const)
  const seen = new Set<boolean>()
  for (const [one, other] of [...pairs, ['Ça alors, déjà vu?', 'CA ALORS, DEJA VU'] as const]) {
    const { rows } = await client.query(
      'select coalesce(similarity(app.fold($1), app.fold($2)) >= 0.85, false) as is_same',
      [one, other]
    )
    const found = other.trim() !== '' && isSame(one, other)
    t.equal(found, rows[0].is_same, other)
    seen.add(found)
  }
  t.equal(seen.size, 2, 'some are, some are not')
})

t.test('each mentor counts once, the own one never, and what is blank is nothing', async (t) => {
  const rows = [
    ...written([template, template, `${template} Thanks.`, 'Something else', '']),
    { id: 'again', mentorId: 'm1', whyYou: template, message: null },
    { id: 'own', mentorId: 'm0', whyYou: template, message: null }
  ]
  const isCommon = (max: number) => sameTextsOf(['r0'], rows, max).get('r0')?.whyYou
  t.same([0, 1, 2, 3].map(isCommon), [true, true, false, false], 'two others have it')
  t.equal(sameTextsOf(['r4'], written(['a', 'b', 'c', 'd', '']), 0).get('r4')?.whyYou, false)
})

t.test('a hundred long texts are compared with each other in no time, alike or not', async (t) => {
  const long = (seed: number) =>
    Array.from({ length: 300 }, (_, n) => ((n * 7919 + seed) % 99991).toString(36)).join(' ')
  for (const texts of [
    Array.from({ length: 100 }, (_, n) => long(n * 131)),
    Array.from({ length: 100 }, (_, n) => `${long(1)} ${n}`)
  ]) {
    const rows = written(texts)
    const from = performance.now()
    sameTextsOf(
      rows.map(({ id }) => id),
      rows,
      2
    )
    t.ok(performance.now() - from < 1500, `${Math.round(performance.now() - from)} ms`)
  }
})
