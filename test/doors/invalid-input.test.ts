import type { InjectOptions } from 'fastify'
import t from 'tap'
import { problemDoor } from './problem-door.ts'

t.test('input that does not fit the contract', async (t) => {
  const { problemOf, post, draft } = await problemDoor(t)
  const get = (url: string): InjectOptions => ({ url })

  const refused: [string, InjectOptions, string[]?][] = [
    ['no body', { method: 'POST', url: '/v1/meeting-requests' }, []],
    ['an empty body', post(''), []],
    ['null for a body', post('null'), []],
    ['a list for a body', post('[]'), []],
    ['an unknown field', draft({ tpoic: 'x' }), ['tpoic']],
    ['a number for a text', draft({ topic: 5 }), ['topic']],
    ['a text for a number', draft({ durationMinutes: '30' }), ['durationMinutes']],
    ['a fraction for a whole number', draft({ durationMinutes: 30.5 }), ['durationMinutes']],
    ['a number past 32 bits', draft({ durationMinutes: 2 ** 31 }), ['durationMinutes']],
    ['one value for a list', draft({ purposes: 'MORE_NAMES' }), ['purposes']],
    ['an unknown value in a list', draft({ purposes: ['MORE'] }), ['purposes', '0']],
    ['February 30th', draft({ proposedTimes: ['2026-02-30T10:00:00Z'] }), ['proposedTimes', '0']],
    ['a day for an instant', draft({ proposedTimes: ['2026-02-20'] }), ['proposedTimes', '0']],
    ['an instant in no zone', draft({ proposedTimes: ['2026-02-20T10:00:00'] }), ['proposedTimes', '0']],
    ['the year 0', draft({ proposedTimes: ['0000-01-01T00:00:00Z'] }), ['proposedTimes', '0']],
    ['a text that is too long', draft({ topic: 'x'.repeat(501) }), ['topic']],
    ['a NUL in the body', draft({ topic: 'a\0b' }), ['topic']],
    ['half a surrogate pair in the body', draft({ topic: '\ud83d' }), ['topic']],
    ['a NUL in the name of a field', post('{"a\\u0000": 1}'), undefined],
    ['a NUL in the path', get('/v1/occupations/15%00'), ['code']],
    ['a NUL in the query', get('/v1/people?name=a%00b'), ['name']],
    ['a NUL in a list of the query', get('/v1/mentors?seniority=a%00&seniority=b'), undefined],
    ['an unknown parameter', get('/v1/people?nmae=a'), ['nmae']],
    ['a parameter where there is none', get('/v1/viewer?x=1'), ['x']],
    ['a parameter given twice', get('/v1/people?first=1&first=2'), ['first']],
    ['a word for a number', get('/v1/people?first=ten'), ['first']],
    ['a word for a boolean', get('/v1/people?isActive=perhaps'), ['isActive']],
    ['an unknown value in the query', get('/v1/meetings?status=LOST'), ['status', '0']],
    ['a day for an instant in the query', get('/v1/meetings?startsFrom=2026-01-01'), ['startsFrom']]
  ]
  for (const [what, sent, path] of refused) {
    t.test(`${what} is INVALID_INPUT with the way to it`, async (t) => {
      t.match(await problemOf(sent), { httpStatus: 422, code: 'INVALID_INPUT', ...(path && { path }) })
    })
  }

  t.test('all mistakes of a body are told at once', async (t) => {
    const { code, problems } = await problemOf(post('{"type": "LUNCH", "topic": 5, "extra": 1}'))
    t.equal(code, 'INVALID_INPUT')
    const paths = problems.map(({ path }: { path: string[] }) => path.join('.'))
    t.same(paths.sort(), ['extra', 'mentorId', 'topic', 'type'])
    t.match(problems[0], { code: 'INVALID_INPUT', message: String, remedy: String })
  })

  t.test('a mistake in an object that may be null is told once, as a mistake of its field', async (t) => {
    const batch = {
      people: [{ externalId: 'x', givenName: 'A', familyName: 'B', mentorProfile: { seniority: 'BOSS' } }]
    }
    const answer = await problemOf({ method: 'POST', url: '/v1/people/batch', payload: batch })
    t.match(answer, { code: 'INVALID_INPUT', path: ['people', '0', 'mentorProfile', 'seniority'] })
    t.notOk('problems' in answer)
  })
})
