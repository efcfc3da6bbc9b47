import { newId } from '../../src/db/ids.ts'
import { meetingOf } from '../modules/meetings/meeting-seed.ts'
import type { Cast } from './cast.ts'
import { type Arguments, change, type Example, example, none } from './example.ts'
import { commitmentRow, followUpRow } from './filled-followups.ts'

async function freshFollowUp(cast: Cast): Promise<Arguments> {
  const id = newId()
  await cast.there.run(followUpRow({ id, ownerId: cast.student.id, personId: cast.mentor.id, kind: 'UPDATE' }))
  return { id }
}

async function freshCommitment(cast: Cast): Promise<Arguments> {
  const [id, meetingId] = [newId(), await meetingOf(cast.there, cast)]
  await cast.there.run(commitmentRow({ id, studentId: cast.student.id, mentorId: cast.mentor.id, meetingId }))
  return { id }
}

export const followUpQueries: Record<string, Example> = {
  followUp: example('conversation', ({ followUps }) => ({ id: followUps[0] })),
  followUps: none,
  followUpDraft: example('conversation', ({ owed }) => ({ id: owed })),
  commitment: example('conversation', ({ commitments }) => ({ id: commitments[0] })),
  commitments: none,
  commitmentFigures: example('conversation', ({ student }) => ({ personId: student.id })),
  thankYouReport: none,
  promisesReport: none
}

export const followUpMutations: Record<string, Example> = {
  completeFollowUp: change('conversation', freshFollowUp),
  sendFollowUp: change('conversation', async (cast) => ({
    ...(await freshFollowUp(cast)),
    subject: 'How it went on',
    text: 'I have read it.'
  })),
  waiveFollowUp: change('conversation', async (cast) => ({ ...(await freshFollowUp(cast)), reason: 'We met again.' })),
  makeCommitment: change('conversation', async (cast) => ({
    meetingId: await meetingOf(cast.there, cast),
    text: 'Read the book.',
    dueOn: '2026-03-20'
  })),
  updateCommitment: change('conversation', async (cast) => ({
    ...(await freshCommitment(cast)),
    text: 'Read all of it.'
  })),
  reportBack: change('conversation', async (cast) => ({ ...(await freshCommitment(cast)), note: 'It helped.' })),
  dropCommitment: change('conversation', async (cast) => ({
    ...(await freshCommitment(cast)),
    reason: 'Out of print.'
  }))
}
