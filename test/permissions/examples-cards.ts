import { newId } from '../../src/db/ids.ts'
import { meetingOf } from '../modules/meetings/meeting-seed.ts'
import type { Cast } from './cast.ts'
import { change, type Example, example, none } from './example.ts'
import { requestRow, sent } from './filled.ts'
import { exchangeRow, resumeRows, shareRow } from './filled-cards.ts'

const met = (cast: Cast) => meetingOf(cast.there, cast, { startsAt: '2026-03-02T14:00:00.000Z' })

async function freshResume({ there, student }: Cast) {
  const [id, versionId] = [newId(), newId()]
  await there.run(...resumeRows({ id, studentId: student.id }, versionId))
  return { id, versionId }
}

async function freshRequest({ there, student, mentor, isMentor }: Cast): Promise<string> {
  const id = newId()
  // Of a pair that has no other open request: only one end of it matters.
  const studentId = isMentor ? (await there.student()).id : student.id
  const mentorId = isMentor ? mentor.id : (await there.mentor()).id
  await there.run(requestRow({ id, studentId, mentorId, status: 'SENT', ...sent }))
  return id
}

const onShare = () => async (cast: Cast) => {
  const { id: resumeId, versionId: resumeVersionId } = await freshResume(cast)
  const { there, student, mentor } = cast
  const [id, requestId] = [newId(), newId()]
  const people = { studentId: student.id, mentorId: mentor.id }
  await there.run(
    requestRow({ id: requestId, ...people, status: 'ACCEPTED', ...sent }),
    shareRow({ id, requestId, resumeId, resumeVersionId, ...people })
  )
  return { id }
}

export const cardQueries: Record<string, Example> = {
  contactCard: example('person', ({ subject }) => ({ personId: subject.id })),
  cardExchange: example('conversation', ({ meetings }) => ({ meetingId: meetings[0] })),
  resume: example('conversation', ({ resume }) => ({ id: resume })),
  resumes: none,
  resumeShare: example('conversation', ({ shares }) => ({ id: shares[0] })),
  resumeShares: none,
  resumeOpenings: none,
  openResumeShare: example('conversation', ({ shares }) => ({ id: shares[0] }))
}

const version = { label: 'One', url: 'https://files.example/1.pdf', fileName: '1.pdf' }

export const cardMutations: Record<string, Example> = {
  saveContactCard: change('person', ({ subject }) => ({ personId: subject.id, title: 'Developer' })),
  exchangeCards: change('conversation', async (cast) => ({ meetingId: await met(cast) })),
  withdrawCardConsent: change('conversation', async (cast) => {
    const meetingId = await met(cast)
    const people = { studentId: cast.student.id, mentorId: cast.mentor.id }
    await cast.there.run(exchangeRow({ id: newId(), meetingId, ...people }))
    return { meetingId }
  }),
  createResume: change('anybody', () => ({ title: 'Laboratories', ...version })),
  addResumeVersion: change('conversation', async (cast) => ({ id: (await freshResume(cast)).id, ...version })),
  archiveResume: change('conversation', async (cast) => ({ id: (await freshResume(cast)).id })),
  shareResume: change('conversation', async (cast) => ({
    requestId: await freshRequest(cast),
    resumeVersionId: (await freshResume(cast)).versionId
  })),
  revokeResumeShare: change('conversation', onShare())
}
