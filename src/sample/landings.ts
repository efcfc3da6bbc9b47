import { destinationOf, folded, precedenceOf } from '../modules/landings/landings.service.ts'
import { Chance } from './chance.ts'
import { type CampusRows, day, iso, isoDay, personActor, type Row } from './rows.ts'

const employed = { category: 'EMPLOYED_FULL_TIME', employment_type: 'ORGANIZATION' } as const
const seeking = ['SEEKING_EMPLOYMENT', 'SEEKING_EMPLOYMENT', 'NOT_SEEKING', 'NO_INFORMATION'] as const
const attributions = ['DIRECT', 'CONTRIBUTED', 'CONTRIBUTED', 'NONE']
// A yes takes a profile, which nobody of these has.
const answers = ['OPEN', 'OPEN', 'DECLINED']

interface Landed {
  rows: CampusRows
  chance: Chance
  now: number
  /** Positions of the campus's mentors: where people work. */
  positions: readonly Row[]
  meetings: Map<string, Row[]>
}

/**
 * Where those who have graduated landed, with the offers that led there, what conversations did for them, and invitations to
 * mentor. From chances of its own, so that everything before it stays as it is.
 */
export function addLandings(rows: CampusRows, seed: number, now: number): void {
  const held = rows.of('meetings').filter(({ status }) => status === 'COMPLETED')
  const meetings = Map.groupBy(held, ({ student_id }) => String(student_id))
  const landed = { rows, chance: new Chance(seed + 2_200_000), now, positions: rows.of('positions'), meetings }
  const seekers = new Set(rows.of('student_profiles').map(({ person_id }) => person_id))
  for (const { person_id, graduates_on, class_year } of rows.of('degrees')) {
    const graduated = Date.parse(String(graduates_on))
    if (seekers.has(person_id) && graduated < now - 10 * day)
      addLanding(landed, String(person_id), graduated, class_year)
    else if (seekers.has(person_id) && meetings.has(String(person_id)) && landed.chance.is(0.08)) {
      addOffer(landed, String(person_id), {
        kind: 'INTERNSHIP',
        stage: landed.chance.pick(['INTERVIEWING', 'OFFERED', 'ACCEPTED']),
        at: now - landed.chance.int(5, 30) * day
      })
    }
  }
}

function addLanding(landed: Landed, student_id: string, graduated: number, class_year: unknown): void {
  const { rows, chance, now } = landed
  const at = Math.min(now - day, graduated + chance.int(5, 60) * day)
  const id = chance.id(at)
  const hasLanded = chance.is(0.75)
  const offer = hasLanded ? addOffer(landed, student_id, { kind: 'JOB', stage: 'ACCEPTED', at: at - 20 * day }) : null
  const category = hasLanded ? employed.category : chance.pick(seeking)
  const source = chance.pick(['STUDENT', 'GRADUATE_SURVEY'] as const)
  const organization = offer && String(offer.organization)
  rows.add('landings', {
    ...{
      id,
      student_id,
      class_year,
      category,
      employment_type: hasLanded ? employed.employment_type : null,
      organization
    },
    ...{ destination: destinationOf({ category, organization }), title: offer?.title ?? null },
    ...{
      occupation_code: offer?.occupation_code ?? null,
      industry_code: offer?.industry_code ?? null,
      program_code: null
    },
    ...{
      starts_on: hasLanded ? isoDay(at + 30 * day) : null,
      city: null,
      region: null,
      country: hasLanded ? 'US' : null
    },
    ...{
      salary_amount: null,
      salary_currency: null,
      salary_period: null,
      source,
      precedence: precedenceOf(source, category)
    },
    ...{
      offer_id: offer?.id ?? null,
      recorded_by_id: student_id,
      attributed_at: null,
      withdrawn_at: null,
      withdraw_reason: null
    },
    ...{ version: 1, recorded_at: iso(at), updated_at: iso(at) }
  })
  const payload = { studentId: student_id, category, source, classYear: class_year }
  rows.record('landing.recorded', 'Landing', id, at, personActor(student_id), payload)
  if (hasLanded) addInvitation(landed, student_id, id, at)
}

function addInvitation({ rows, chance, now }: Landed, person_id: string, landing_id: string, at: number): void {
  const id = chance.id(at)
  const status = chance.pick(answers)
  const answered_at = status === 'OPEN' ? null : iso(Math.min(now, at + 3 * day))
  const version = status === 'OPEN' ? 1 : 2
  rows.add('mentor_invitations', {
    id,
    person_id,
    landing_id,
    status,
    answered_at,
    version,
    created_at: iso(at),
    updated_at: answered_at ?? iso(at)
  })
  const payload = { personId: person_id, landingId: landing_id, status: 'OPEN' }
  rows.record('mentor_invitation.made', 'MentorInvitation', id, at, personActor(person_id), payload)
}

function addOffer(
  landed: Landed,
  student_id: string,
  { kind, stage, at }: { kind: string; stage: string; at: number }
): Row {
  const { rows, chance, meetings } = landed
  const held = meetings.get(student_id) ?? []
  const { employer, title, occupation_code, industry_code } = chance.pick(landed.positions)
  const organization = String(employer)
  const id = chance.id(at)
  const isOffered = stage !== 'INTERVIEWING'
  const offer = rows.add('offers', {
    ...{ id, student_id, kind, stage, stage_since: iso(at), organization, destination: folded(organization), title },
    ...{ occupation_code, industry_code, received_on: isOffered ? isoDay(at) : null, decided_on: null, note: null },
    ...{ attributed_at: held.length > 0 ? iso(at) : null, version: 1, created_at: iso(at), updated_at: iso(at) }
  })
  rows.record('offer.recorded', 'Offer', id, at, personActor(student_id), { studentId: student_id, stage })
  for (const { id: meeting_id } of held.slice(0, 3)) {
    const said = { attribution: chance.pick(attributions), stated_at: iso(at) }
    rows.add('meeting_attributions', {
      id: chance.id(at),
      student_id,
      meeting_id,
      offer_id: id,
      landing_id: null,
      ...said
    })
  }
  return offer
}
