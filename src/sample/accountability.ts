import { endOfLocalDay, localDay } from '../modules/accountability/local-days.rules.ts'
import { Chance } from './chance.ts'
import { type CampusRows, day, iso, personActor, type Row } from './rows.ts'

const pacts = [
  'I call you now, and stay on the phone while you do it.',
  'I write to you, and you tell me what stands in the way.',
  'Coffee is on whoever forgot.'
]
const intentions = [
  'I write one mail to a mentor.',
  'I read up on one firm.',
  'I practise my pitch once.',
  'I ask one friend for a name.'
]
const pairShare = 0.05
const daysShown = 10
const hour = day / 24

interface Pairing {
  rows: CampusRows
  chance: Chance
  now: number
}

/**
 * Students who hold each other to what they mean to do, two check-ins a day for the last days, some of them missed. From
 * chances of its own, so that everything before it stays as it is.
 */
export function addAccountability(rows: CampusRows, seed: number, now: number): void {
  const pairing = { rows, chance: new Chance(seed + 900_000), now }
  const zones = new Map(rows.of('persons').map((person) => [String(person.id), String(person.time_zone)]))
  const students = rows.of('student_profiles').map(({ person_id }) => String(person_id))
  for (let index = 0; index + 1 < students.length; index += 2) {
    if (index > 0 && !pairing.chance.is(pairShare)) continue
    const [inviterId, partnerId] = [students[index] as string, students[index + 1] as string]
    addPair(pairing, inviterId, partnerId, zones)
  }
}

function addPair(pairing: Pairing, inviterId: string, partnerId: string, zones: ReadonlyMap<string, string>): void {
  const { rows, chance, now } = pairing
  const at = now - (daysShown + 1) * day
  const [id, pact] = [chance.id(at), chance.pick(pacts)]
  const [inviterZone, partnerZone] = [zones.get(inviterId) as string, zones.get(partnerId) as string]
  rows.add('accountability_pairs', {
    ...{ id, inviter_id: inviterId, partner_id: partnerId, status: 'ACTIVE', platform: chance.pick(['TEXT', 'PHONE']) },
    ...{ platform_note: null, pact, pact_version: 1, pact_agreed_at: iso(at + hour) },
    ...{ inviter_time_zone: inviterZone, partner_time_zone: partnerZone, accepted_at: iso(at + hour) },
    ...{ version: 2, created_at: iso(at), updated_at: iso(at + hour) }
  })
  const both = { pairId: id, inviterId, partnerId }
  const invited = { ...both, from: null, status: 'INVITED', fromId: inviterId, toId: partnerId }
  rows.record('accountability_pair.invited', 'AccountabilityPair', id, at, personActor(inviterId), invited)
  const accepted = { ...both, from: 'INVITED', status: 'ACTIVE', fromId: partnerId, toId: inviterId }
  rows.record('accountability_pair.accepted', 'AccountabilityPair', id, at + hour, personActor(partnerId), accepted)
  const people = [
    { side: 'INVITER', fromId: inviterId, toId: partnerId, zone: inviterZone },
    { side: 'PARTNER', fromId: partnerId, toId: inviterId, zone: partnerZone }
  ]
  for (const person of people) addDays(pairing, { ...person, pairId: id, pact })
}

interface Person {
  side: string
  fromId: string
  toId: string
  zone: string
  pairId: string
  pact: string
}

function addDays(pairing: Pairing, person: Person): void {
  const { chance, now } = pairing
  let last = ''
  for (let ago = daysShown; ago >= 1; ago--) {
    const at = now - ago * day + hour
    const onDate = localDay(iso(at), person.zone)
    // A day on which the clocks go forward is shorter than a day of the year.
    if (onDate === last || chance.is(0.1)) continue
    last = onDate
    addDay(pairing, person, at, onDate)
  }
}

function addDay({ rows, chance, now }: Pairing, person: Person, at: number, onDate: string): void {
  const { side, pairId, pact, fromId, toId } = person
  const dayEndsAt = endOfLocalDay(iso(at), person.zone)
  const isDone = chance.is(0.8) && at + hour < Date.parse(dayEndsAt)
  const settledAt = Date.parse(dayEndsAt) + 2 * hour
  const isSettled = settledAt <= now
  const missed = {
    missed_at: isDone || !isSettled ? null : iso(settledAt),
    missed_pact: isDone || !isSettled ? null : pact
  }
  const about = { pairId, side, onDate, isAutomatic: false, fromId, toId }
  const intention = addCheckIn(rows, chance, at, {
    ...{ pair_id: pairId, side, on_date: onDate, day_ends_at: dayEndsAt, kind: 'INTENTION' },
    ...{ text: chance.pick(intentions), is_done: null, settled_at: isSettled ? iso(settledAt) : null, ...missed }
  })
  const by = personActor(fromId)
  rows.record('check_in.made', 'CheckIn', intention, at, by, { ...about, kind: 'INTENTION', isDone: null })
  if (missed.missed_at !== null) {
    const told = { ...about, kind: 'INTENTION', isDone: null, pactVersion: 1 }
    rows.record('accountability.missed', 'CheckIn', intention, settledAt, { kind: 'SYSTEM', id: null }, told)
  }
  if (!isDone) return
  const completion = addCheckIn(rows, chance, at + hour, {
    ...{
      pair_id: pairId,
      side,
      on_date: onDate,
      day_ends_at: dayEndsAt,
      kind: 'COMPLETION',
      text: 'Done.',
      is_done: true
    },
    ...{ settled_at: null, missed_at: null, missed_pact: null }
  })
  rows.record('check_in.made', 'CheckIn', completion, at + hour, by, { ...about, kind: 'COMPLETION', isDone: true })
}

function addCheckIn(rows: CampusRows, chance: Chance, at: number, values: Row): string {
  const stamps = { is_automatic: false, created_at: iso(at), updated_at: iso(at), version: values.missed_at ? 2 : 1 }
  const changed = values.missed_at ? { updated_at: values.missed_at } : {}
  return rows.add('check_ins', { id: chance.id(at), ...values, ...stamps, ...changed }).id
}
