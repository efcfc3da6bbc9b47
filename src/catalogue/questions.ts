import type { Entries } from './entry.ts'

/** Question banks and question lists. */
export const ofQuestions = {
  UNKNOWN_QUESTION: {
    status: 422,
    title: 'The campus has no such question to be asked.',
    remedy: 'Take a question from questionBank or GET /v1/question-bank.'
  },
  QUESTION_BANK_FULL: {
    status: 409,
    title: 'The campus has as many questions of its own as it can have.',
    remedy: 'Retire one that is not asked any more, or update it.'
  },
  QUESTION_LIST_EXISTS: {
    status: 409,
    title: 'The request has a question list.',
    remedy: 'Change it with setQuestionList.'
  },
  AGENDA_TOO_FULL: {
    status: 422,
    title: 'There are more questions than the conversation has time for.',
    remedy: 'Leave some out, or ask for more time; the detail says how many there is room for.'
  }
} satisfies Entries
