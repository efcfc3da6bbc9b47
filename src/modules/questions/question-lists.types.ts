import type { PageArgs } from '../../db/page.ts'
import type { Balance, InterviewType } from './questions.types.ts'

/** A list with what its request, its meeting, the campus's policy and its items say of it. */
export interface QuestionListRow {
  id: string
  requestId: string
  studentId: string
  mentorId: string
  bankVersion: number
  version: number
  createdAt: string
  updatedAt: string
  requestStatus: string
  sentAt: string | null
  meetingStatus: string | null
  durationMinutes: number
  minutesPerQuestion: number
  isMustAskMissing: boolean
  figures: { items: number; personal: number; career: number }
}

export interface QuestionListWarning {
  code: 'AGENDA_TOO_FULL' | 'MUST_ASK_MISSING'
  message: string
}

/** What a list keeps of a question. */
export interface ItemContent {
  id: string
  questionId: string | null
  questionNumber: number | null
  text: string
  locale: string | null
  balance: Balance | null
  isMustAsk: boolean
  followUpOfId: string | null
}

export interface QuestionItemRow extends ItemContent {
  listId: string
  studentId: string
  notes: string | null
  answeredAt: string | null
  version: number
}

export interface QuestionCommentRow {
  id: string
  itemId: string | null
  itemText: string | null
  authorId: string
  text: string
  createdAt: string
}

/** Of a request: whose it is, and where it stands. */
export interface RequestState {
  studentId: string
  mentorId: string
  requestStatus: string
  sentAt: string | null
}

export interface QuestionListFilter {
  studentId?: string | null
  mentorId?: string | null
  type?: InterviewType | null
  createdFrom?: string | null
  createdBefore?: string | null
}

export type QuestionListOrderField = 'CREATED_AT' | 'UPDATED_AT'

export interface QuestionListOrder {
  field: QuestionListOrderField
  direction: 'ASC' | 'DESC'
}

export interface ListQuestionListsArgs extends PageArgs {
  filter?: QuestionListFilter | null
  orderBy?: QuestionListOrder | null
}

export interface QuestionCommentsArgs extends PageArgs {
  requestId: string
}

export interface QuestionItemInput {
  id?: string | null
  questionId?: string | null
  text?: string | null
  balance?: Balance | null
  followUpOf?: number | null
}

export interface CreateQuestionListInput {
  requestId: string
  items?: QuestionItemInput[] | null
}

export interface SetQuestionListInput {
  requestId: string
  items: QuestionItemInput[]
  expectedVersion?: number | null
}

export interface AddQuestionItemInput {
  requestId: string
  questionId?: string | null
  text?: string | null
  balance?: Balance | null
  followUpOfId?: string | null
  expectedVersion?: number | null
}

export interface CopyQuestionListInput {
  toRequestId: string
  fromRequestId: string
}

export interface RecordAnswerInput {
  id: string
  notes?: string | null
  expectedVersion?: number | null
}

export interface CommentOnQuestionListInput {
  requestId: string
  itemId?: string | null
  text: string
}

/** How far the questions of a request are prepared. */
export interface QuestionReadiness {
  requestId: string
  hasList: boolean
  itemCount: number
  /** Whether every question that the campus says has to be asked is on the list (S#42). */
  isMustAskPresent: boolean
}
