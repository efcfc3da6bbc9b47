import type { Chance } from './chance.ts'
import type { SamplePeople } from './people.ts'
import type { Seeker } from './person.ts'
import { type CampusRows, day, hour, iso, isoDay, personActor, type Row } from './rows.ts'
import { employersOf, familyNames, givenNames } from './vocabulary.ts'

interface Sample {
  rows: CampusRows
  chance: Chance
  people: SamplePeople
  now: number
}

const sources = 'FAMILY FRIEND TEACHER PROFESSOR SUPERVISOR ALUM PEER EVENT ONLINE'.split(' ')
const touches = 'FOLLOW FOLLOW CONGRATULATE COMMENT EMAIL INTRO'.split(' ')
const notes = ['On the new job.', 'Read the talk.', 'Said hello at the fair.', null, null]
const titles = ['An award for our team', 'A new position', 'Ten years at work', 'A talk at a conference', 'A paper']

/** Whom students know, how they were in touch before they asked, and what mentors can be congratulated on. */
export function addContacts(rows: CampusRows, chance: Chance, people: SamplePeople, now: number): void {
  const sample = { rows, chance, people, now }
  // The first student, whose token the start-up prints, has a list to look at.
  for (const [n, seeker] of people.seekers.entries()) if (n === 0 || chance.is(0.2)) addList(sample, seeker)
  addTouchpoints(sample)
  for (const { id, since } of people.mentors) if (chance.is(0.15)) addMilestone(sample, id, since)
}

// Each list begins with somebody known, who may have introduced the others.
function addList({ rows, chance, now }: Sample, { id: owner_id, since }: Seeker): void {
  let first: string | null = null
  for (let n = chance.int(1, 4); n > 0; n--) {
    const at = since + chance.next() * (now - since)
    const id = chance.id(at)
    const [given_name, family_name] = [chance.pick(givenNames), chance.pick(familyNames)]
    const introduced_by_id: string | null = first !== null && chance.is(0.3) ? first : null
    rows.add('contacts', {
      ...{ id, owner_id, uid: `urn:uuid:${id}`, given_name, family_name, title: null, email: null, phone: null },
      organization: chance.is(0.6) ? chance.pick(employersOf('54')) : null,
      ...{
        profile_url: null,
        kind: first === null || chance.is(0.4) ? 'EXISTING' : 'TARGET',
        source: chance.pick(sources)
      },
      ...{ person_id: null, introduced_by_id, occupation_code: null, what_is_unique: null, notes: chance.pick(notes) },
      ...{ connection_state: chance.pick(['NONE', 'NONE', 'REQUESTED', 'CONNECTED']), is_archived: false },
      ...{ version: 1, created_at: iso(at), updated_at: iso(at) }
    })
    rows.record('contact.created', 'Contact', id, at, personActor(owner_id), { ownerId: owner_id })
    first ??= id
  }
}

// Who asked had been in touch now and then; those who were are heard a little more often, in this sample as in the advice.
function addTouchpoints({ rows, chance, people }: Sample): void {
  const since = new Map(people.seekers.map((seeker) => [seeker.id, seeker.since]))
  for (const { student_id, mentor_id, sent_at, status } of rows.of('meeting_requests')) {
    const [owner_id, sentAt] = [String(student_id), Date.parse(String(sent_at))]
    const known = since.get(owner_id)
    if (sent_at === null || known === undefined || !chance.is(status === 'ACCEPTED' ? 0.3 : 0.15)) continue
    const from = Math.max(known, sentAt - 20 * day)
    for (let n = chance.int(1, 4); n > 0; n--)
      addTouch({ rows, chance }, owner_id, mentor_id, from + chance.next() * (sentAt - from - hour))
  }
}

function addTouch(
  { rows, chance }: Pick<Sample, 'rows' | 'chance'>,
  owner_id: string,
  mentor_id: unknown,
  at: number
): void {
  const id = chance.id(at)
  const stamps = { version: 1, created_at: iso(at), updated_at: iso(at) }
  const said = { kind: chance.pick(touches), occurred_at: iso(at), note: chance.pick(notes) }
  rows.add('touchpoints', { id, owner_id, contact_id: null, mentor_id, ...said, ...stamps })
  const payload: Row = { ownerId: owner_id, contactId: null, mentorId: mentor_id }
  rows.record('touchpoint.logged', 'Touchpoint', id, at, personActor(owner_id), payload)
}

function addMilestone({ rows, chance, now }: Sample, mentor_id: string, since: number): void {
  const at = since + chance.next() * (now - since)
  const id = chance.id(at)
  rows.add('milestones', {
    id,
    mentor_id,
    title: chance.pick(titles),
    occurred_on: isoDay(at),
    url: null,
    created_at: iso(at)
  })
  rows.record('milestone.added', 'Milestone', id, at, personActor(mentor_id), { mentorId: mentor_id })
}
