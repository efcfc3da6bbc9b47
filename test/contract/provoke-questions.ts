import { newId } from '../../src/db/ids.ts'
import { sql, tenant } from '../../src/db/sql.ts'
import type { ProblemCode } from '../../src/errors.ts'
import { defaultInstitutionPolicy } from '../../src/modules/tenants/institution-policy.ts'
import { drafted, ownQuestions, withQuestions } from '../modules/questions/prepared-questions.ts'
import { campus } from '../support/campus.ts'
import { change, type Ground, type Refused } from './provoke-doors.ts'

type Provoke = (ground: Ground) => Promise<Refused[]>

const questions = { ...defaultInstitutionPolicy.questions, isBudgetHard: true }

/** What the keeping of questions and the setting of lists is refused with. */
export const ofQuestions = {
  UNKNOWN_QUESTION: async ({ app, home }) => {
    const { student, id: requestId } = await drafted(app, home)
    return change(app, student, 'setQuestionList', { requestId, items: [{ questionId: newId() }] })
  },
  QUESTION_BANK_FULL: async ({ app }) => {
    const there = await campus(app)
    const at = '2026-02-20T09:00:00.000Z'
    await there.run(sql`insert into questions (tenant_id, id, is_own, status, rank, number, types, tags, balance, is_must_ask, texts,
        version, created_at, updated_at)
      select ${tenant}::uuid, gen_random_uuid(), true, 'SHOWN', 500, 1, '{COMPANY_INSIDER}', '{}', 'CAREER', false,
        '{"en": "Why?"}', 1, ${at}::timestamptz, ${at}::timestamptz from generate_series(1, 100)`)
    const input = { text: 'Why?', types: ['COMPANY_INSIDER'], balance: 'CAREER' }
    return change(app, await there.admin(), 'addQuestion', input)
  },
  QUESTION_LIST_EXISTS: async ({ app, home }) => {
    const { student, id: requestId } = await withQuestions(app, home, [])
    return change(app, student, 'createQuestionList', { requestId })
  },
  AGENDA_TOO_FULL: async ({ app }) => {
    const { student, id: requestId } = await drafted(app, await campus(app, { questions }))
    return change(app, student, 'setQuestionList', { requestId, items: ownQuestions(11) })
  }
} satisfies Partial<Record<ProblemCode, Provoke>>
