import type { PageArgs } from '../../db/page.ts'

export type QuestionStatus = 'SHOWN' | 'HIDDEN' | 'RETIRED'
export type Balance = 'PERSONAL' | 'CAREER'
export type InterviewType = 'CAREER_EXPLORATION' | 'COMPANY_INSIDER' | 'HIRING_MANAGER'

/** The words of a question by language. */
export type Texts = Readonly<Record<string, string>>

/** What a version of a question says. */
export interface QuestionContent {
  types: InterviewType[]
  tags: string[]
  balance: Balance
  isMustAsk: boolean
  competency: string | null
  texts: Texts
}

/** A question as the campus has it, with the languages in which whoever asks would rather read it, the best first. */
export interface QuestionRow extends QuestionContent {
  id: string
  key: string | null
  origin: string
  status: QuestionStatus
  rank: number
  number: number
  version: number
  createdAt: string
  updatedAt: string
  locales: string[]
}

export interface QuestionVersionRow extends QuestionContent {
  questionId: string
  number: number
  authorId: string | null
  createdAt: string
  locales: string[]
}

export interface QuestionBank {
  type: InterviewType
  version: number
  questions: QuestionRow[]
}

export interface QuestionFilter {
  type?: InterviewType | null
  tag?: string | null
  balance?: Balance | null
  isMustAsk?: boolean | null
  origin?: string[] | null
  status?: QuestionStatus[] | null
}

export type QuestionOrderField = 'RANK' | 'UPDATED_AT'

export interface QuestionOrder {
  field: QuestionOrderField
  direction: 'ASC' | 'DESC'
}

export interface ListQuestionsArgs extends PageArgs {
  filter?: QuestionFilter | null
  orderBy?: QuestionOrder | null
  locale?: string | null
}

export interface ById {
  id: string
  expectedVersion?: number | null
}

interface Words {
  text: string
  locale?: string | null
}

export interface AddQuestionInput extends Words, Partial<Omit<QuestionContent, 'texts' | 'tags' | 'isMustAsk'>> {
  types: InterviewType[]
  balance: Balance
  tags?: string[] | null
  isMustAsk?: boolean | null
  rank?: number | null
}

export interface UpdateQuestionInput extends ById {
  text?: string | null
  locale?: string | null
  types?: InterviewType[] | null
  tags?: string[] | null
  balance?: Balance | null
  isMustAsk?: boolean | null
  competency?: string | null
  rank?: number | null
}

export interface TranslateQuestionInput extends ById {
  locale: string
  text: string
}
