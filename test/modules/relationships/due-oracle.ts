import { newId } from '../../../src/db/ids.ts'
import { sql } from '../../../src/db/sql.ts'
import { insertRow } from '../../../src/db/statements.ts'
import { addMinutes } from '../../../src/ports/clock.ts'
import type { Campus, Someone } from '../../support/campus.ts'
import { meetingOf } from '../meetings/meeting-seed.ts'

const ignored = sql`1`
const day = 24 * 60

/** Somebody of an owner's, with all that counts, as a child would draw it. */
interface Drawn {
  contactId: string | null
  relationshipId: string | null
  addedAt: string[]
  touches: string[]
  everyDays: number | null
  snoozedUntil: string | null
  isAway: boolean
}

/** A small generator of its own, so that a failing network can be drawn again. */
function dice(seed: number) {
  let state = seed * 2654435761
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Some thirty people: contacts, mentors, contacts who are mentors; touched, met, archived, ended, snoozed at random. */
export async function network(home: Campus, owner: Someone, { seed, now }: { seed: number; now: string }) {
  const roll = dice(seed)
  const ago = (days: number) => addMinutes(now, -days * day - roll(day))
  const all: Drawn[] = []
  for (let n = 0; n < 30; n++) {
    const kind = ['CONTACT', 'MENTOR', 'BOTH', 'BOTH'][roll(4)] as string
    const [contactId, relationshipId] = [kind === 'MENTOR' ? null : newId(), kind === 'CONTACT' ? null : newId()]
    const mentor = relationshipId ? await home.mentor() : null
    const person: Drawn = {
      contactId,
      relationshipId,
      addedAt: [],
      touches: [],
      everyDays: null,
      snoozedUntil: null,
      isAway: false
    }
    const stamps = () => {
      const createdAt = ago(roll(200))
      person.addedAt.push(createdAt)
      return { version: 1, createdAt, updatedAt: createdAt }
    }
    if (relationshipId && mentor) {
      const { createdAt: openedAt, ...more } = stamps()
      const stage = roll(6) === 0 ? 'ENDED' : 'CONTACT'
      person.isAway ||= stage === 'ENDED'
      const pair = {
        seekerId: owner.id,
        mentorId: mentor.id,
        stage,
        stageSince: openedAt,
        openedAt,
        lastContactAt: openedAt
      }
      const row = { id: relationshipId, ...pair, awakeStage: stage, createdAt: now, ...more }
      await home.run(insertRow('relationships', row, ignored))
    }
    if (contactId) {
      const isArchived = roll(6) === 0
      person.isAway ||= isArchived
      const values = { uid: contactId, givenName: 'Jan', kind: 'EXISTING', source: 'PEER', connectionState: 'NONE' }
      const row = { id: contactId, ownerId: owner.id, personId: mentor?.id, isArchived, ...values, ...stamps() }
      await home.run(insertRow('contacts', row, ignored))
    }
    for (let touch = roll(4); touch > 0; touch--) {
      const at = ago(roll(150))
      person.touches.push(at)
      if (mentor && roll(3) === 0) {
        // It counts from whichever came first, the plan or the word that it took place.
        const later = addMinutes(at, 90)
        const times = roll(2) ? { startsAt: at, completedAt: later } : { startsAt: later, completedAt: at }
        await meetingOf(home, { student: owner, mentor }, { status: 'COMPLETED', ...times })
        continue
      }
      const subject = contactId && (!mentor || roll(2)) ? { contactId } : { mentorId: mentor?.id }
      const said = { kind: 'FOLLOW', occurredAt: at, version: 1, createdAt: at, updatedAt: at }
      await home.run(insertRow('touchpoints', { id: newId(), ownerId: owner.id, ...subject, ...said }, ignored))
    }
    if (roll(3) === 0) {
      person.everyDays = roll(2) ? 7 + roll(120) : null
      person.snoozedUntil = roll(2) ? addMinutes(now, (roll(60) - 30) * day) : null
      const kept = { everyDays: person.everyDays, snoozedUntil: person.snoozedUntil }
      const subject = mentor ? { mentorId: mentor.id } : { contactId }
      const row = { id: newId(), ownerId: owner.id, ...subject, ...kept, version: 1, createdAt: now, updatedAt: now }
      await home.run(insertRow('update_cadences', row, ignored))
    }
    all.push(person)
  }
  return all
}

/** Who is owed an update by an instant, the longest overdue first: by going through everybody, one by one. */
export const owedBy = (all: readonly Drawn[], now: string, usualDays: number) =>
  all
    .filter(({ isAway }) => !isAway)
    .map((person) => {
      const last = person.touches.toSorted().at(-1) ?? (person.addedAt.toSorted()[0] as string)
      const comes = addMinutes(last, (person.everyDays ?? usualDays) * day)
      const dueAt = person.snoozedUntil !== null && person.snoozedUntil > comes ? person.snoozedUntil : comes
      return { ...person, dueAt, key: person.contactId ?? person.relationshipId ?? '' }
    })
    .filter(({ dueAt }) => dueAt <= now)
    .toSorted((a, b) => (a.dueAt + a.key < b.dueAt + b.key ? -1 : 1))
