import { newId } from '../../../src/db/ids.ts'
import { answered, meetingRow, requestRow } from '../../permissions/filled.ts'
import { resumeRows, shareRow } from '../../permissions/filled-cards.ts'
import type { Campus } from '../../support/campus.ts'
import type { Pair } from '../meetings/meeting-seed.ts'

/** What the request of a conversation was about. */
export const target = '15-1252.00'

/**
 * A conversation that took place, asked for to get more names and a look at the resume, of which it showed one version of
 * two.
 */
export async function heldConversation(home: Campus, { student, mentor }: Pair, request: object = {}) {
  const [requestId, meetingId, resumeId, shown, other] = [newId(), newId(), newId(), newId(), newId()]
  const people = { studentId: student.id, mentorId: mentor.id }
  const [first, second] = [
    resumeRows({ id: resumeId, studentId: student.id }, shown),
    resumeRows({ id: newId(), studentId: student.id }, other)
  ]
  await home.run(
    requestRow({
      id: requestId,
      ...people,
      purposes: ['MORE_NAMES', 'RESUME_CRITIQUE'],
      status: 'ACCEPTED',
      ...answered,
      ...request
    }),
    meetingRow({ id: meetingId, requestId, ...people, status: 'COMPLETED', completedAt: '2026-03-02T14:30:00.000Z' }),
    ...first,
    ...second,
    shareRow({
      id: newId(),
      requestId,
      resumeId,
      resumeVersionId: shown,
      ...people,
      revokedAt: '2026-03-02T14:30:00.000Z'
    })
  )
  return { requestId, meetingId, resumeId, shown, other }
}

/** All that there is to say of such a conversation. */
export const everything = (mentorId: string, resumeVersionId: string) => ({
  fitVerdict: 'DOES_NOT_FIT',
  learned: 'Too many meetings.',
  nextSteps: ['Read'],
  confidenceBefore: 2,
  confidenceAfter: 4,
  fitVerdicts: [{ occupation: '15-2051.00', verdict: 'FITS' }],
  purposesMet: [
    { purpose: 'MORE_NAMES', met: 'YES' },
    { purpose: 'RESUME_CRITIQUE', met: 'PARTLY' }
  ],
  closing: { hasThanked: true, interestLevel: 2, keepInMind: true, isKeepInMindShared: true },
  observations: [
    { tag: 'CULTURE', text: 'Everybody eats together.', isShared: true },
    { tag: 'OTHER', text: 'The boss shouts.', isShared: false }
  ],
  competencies: [{ competency: 'COMMUNICATION', before: 2, after: 4 }],
  resumeFeedback: { resumeVersionId, strengths: ['Field work'], gaps: ['Statistics'], marketability: 3 },
  referrals: [{ externalName: 'Sam Rivera' }],
  resources: [
    { kind: 'WEBSITE', title: 'Plant Science Today', url: 'https://plants.example' },
    { kind: 'PERSON', title: 'Kim Outside', note: 'Runs trials.' },
    { kind: 'PERSON', mentorId, note: 'Leads the lab.' }
  ],
  leads: [
    { organization: 'Lakeside Labs', title: 'Assistant', url: 'https://lakeside.example/7', closesOn: '2026-03-31' }
  ],
  skillsToAcquire: [{ name: 'Statistics with R', dueOn: '2026-05-31' }]
})

/** All that an outcome tells. */
export const depth = `id version fitVerdicts { occupation { code } verdict } purposesMet { purpose met } networkAdded
  closing { hasThanked interestLevel keepInMind isKeepInMindShared } observations { tag text isShared }
  competencies { competency before after } completeness { percent missing } referralGoal { goal count isReached }
  resumeFeedback { resumeVersion { id } strengths gaps marketability outcome { id } }
  resources { id kind title url note referral { externalName mentor { id } draftRequest { status via { id } } } }
  leads { id organization title url closesOn isOpen student { id } } skillsToAcquire { id name dueOn status allowedActions }
  referrals { externalName mentor { id } }`
