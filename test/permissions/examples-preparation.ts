import { newId } from '../../src/db/ids.ts'
import type { Cast } from './cast.ts'
import { type Arguments, change, type Example, example, none } from './example.ts'
import { requestRow } from './filled.ts'
import { linked, noteRow, outside, pitchRows, sessionRow } from './filled-preparation.ts'

const heldAt = '2026-02-20T09:00:00.000Z'

async function freshDraft({ there, student }: Cast): Promise<string> {
  const id = newId()
  await there.run(requestRow({ id, studentId: student.id, mentorId: (await there.mentor()).id, status: 'DRAFT' }))
  return id
}

const onNote = (more: Arguments = {}) =>
  change('conversation', async ({ there, student }) => {
    const id = newId()
    const organization = `Lab ${id}`
    await there.run(noteRow({ id, studentId: student.id, kind: 'ORGANIZATION', organization }))
    return { id, ...more }
  })

async function freshPitch({ there, student }: Cast): Promise<string> {
  const id = newId()
  await there.run(...pitchRows({ id, studentId: student.id }))
  return id
}

const onPitch = (more: Arguments = {}) =>
  change('conversation', async (cast) => ({ id: await freshPitch(cast), ...more }))

const onSession = (more: Arguments = {}, values: Arguments = outside) =>
  change('conversation', async ({ there, student }) => {
    const id = newId()
    await there.run(sessionRow({ id, studentId: student.id, ...values }))
    return { id, ...more }
  })

/** For every operation of the preparation a call. */
export const preparationQueries: Record<string, Example> = {
  researchNote: example('conversation', ({ notes }) => ({ id: notes[0] })),
  researchNotes: none,
  readiness: example('conversation', ({ requests }) => ({ id: requests[0] })),
  researchChecklist: example('conversation', ({ requests }) => ({ id: requests[0] })),
  pitch: example('conversation', ({ pitch }) => ({ id: pitch })),
  pitches: none,
  mockSession: example('conversation', ({ sessions }) => ({ id: sessions[0] })),
  mockSessions: none
}

export const preparationMutations: Record<string, Example> = {
  saveResearchNote: change('anybody', () => ({ kind: 'FIELD', occupation: '15-1252.00', text: 'Much.' })),
  copyResearchNote: change('conversation', async (cast) => {
    const id = newId()
    await cast.there.run(noteRow({ id, studentId: cast.student.id, kind: 'ORGANIZATION', organization: `Lab ${id}` }))
    return { id, requestId: await freshDraft(cast) }
  }),
  removeResearchNote: onNote(),
  createPitch: change('anybody', () => ({ title: 'Trials', text: 'I plan.' })),
  revisePitch: onPitch({ text: 'I plan more.' }),
  archivePitch: onPitch(),
  attachPitch: change('conversation', async (cast) => ({
    id: await freshDraft(cast),
    pitchId: await freshPitch(cast)
  })),
  detachPitch: change('conversation', async (cast) => ({ id: await freshDraft(cast) })),
  planMockSession: change('anybody', () => ({ kind: 'JOB', scheduledFor: heldAt, partnerName: 'Sam Rivera' })),
  updateMockSession: onSession({ kind: 'JOB' }),
  recordMockSession: onSession({ heldAt }),
  cancelMockSession: onSession(),
  giveMockFeedback: change('conversation', async ({ there, student, mentor }) => {
    const id = newId()
    await there.run(sessionRow({ id, studentId: student.id, partnerId: mentor.id }))
    return { id, rating: 4 }
  }),
  inviteMockPartner: onSession(),
  revokePartnerLink: change('conversation', async ({ there, student }) => {
    const id = newId()
    await there.run(sessionRow({ id, studentId: student.id, ...outside, ...linked() }))
    return { id }
  })
}
