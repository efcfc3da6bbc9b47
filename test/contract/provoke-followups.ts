import { newId } from '../../src/db/ids.ts'
import { sql, tenant } from '../../src/db/sql.ts'
import type { ProblemCode } from '../../src/errors.ts'
import { followUpRow } from '../permissions/filled-followups.ts'
import { change, type Ground, type Refused } from './provoke-doors.ts'

type Provoke = (ground: Ground) => Promise<Refused[]>

async function owedTo(mentorId: string, { home, student }: Ground): Promise<string> {
  const id = newId()
  await home.run(followUpRow({ id, ownerId: student.id, personId: mentorId, kind: 'UPDATE' }))
  return id
}

/** What follow-ups are refused with. */
export const ofFollowUps = {
  FOLLOW_UP_NOT_EDITED: async (ground) => {
    const mail = { subject: 'Thank you', text: 'I have learned [what you learned].' }
    const id = await owedTo(ground.mentor.id, ground)
    return change(ground.app, ground.student, 'sendFollowUp', { id, ...mail })
  },
  FOLLOW_UP_NOT_MAILABLE: async (ground) => {
    const mentor = await ground.home.mentor()
    await ground.home.run(sql`update persons set email = null where tenant_id = ${tenant} and id = ${mentor.id}`)
    const id = await owedTo(mentor.id, ground)
    return change(ground.app, ground.student, 'sendFollowUp', { id, subject: 'Thank you', text: 'It helped.' })
  }
} satisfies Partial<Record<ProblemCode, Provoke>>
