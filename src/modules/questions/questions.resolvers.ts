import type { GraphqlContext } from '../module.ts'
import { mutation, query } from '../verb-fields.ts'
import { commentOnQuestionList, recordAnswer } from './annotate-question-lists.ts'
import { addQuestionItem, copyQuestionList, createQuestionList, setQuestionList } from './change-question-lists.ts'
import {
  addQuestion,
  hideQuestion,
  retireQuestion,
  showQuestion,
  translateQuestion,
  updateQuestion
} from './change-questions.ts'
import { assessed, findQuestionComments, findQuestionList, listQuestionLists } from './question-lists.service.ts'
import type { QuestionListRow } from './question-lists.types.ts'
import { allowedQuestionActions, findQuestion, getQuestionBank, listQuestions, wordsOf } from './questions.service.ts'
import type { QuestionRow, QuestionVersionRow } from './questions.types.ts'

const words = {
  text: (question: QuestionRow | QuestionVersionRow) => wordsOf(question).text,
  locale: (question: QuestionRow | QuestionVersionRow) => wordsOf(question).locale,
  translations: (question: QuestionRow | QuestionVersionRow) => wordsOf(question).translations
}

const of =
  (name: keyof ReturnType<typeof assessed>) =>
  (list: QuestionListRow, _: unknown, { scope }: GraphqlContext) =>
    assessed(scope, list)[name]

export const resolvers = {
  Query: {
    questionBank: query(getQuestionBank),
    question: query(findQuestion),
    questions: query(listQuestions),
    questionList: query(findQuestionList),
    questionLists: query(listQuestionLists),
    questionComments: query(findQuestionComments)
  },
  Mutation: {
    addQuestion: mutation('question', addQuestion),
    updateQuestion: mutation('question', updateQuestion),
    translateQuestion: mutation('question', translateQuestion),
    hideQuestion: mutation('question', hideQuestion),
    showQuestion: mutation('question', showQuestion),
    retireQuestion: mutation('question', retireQuestion),
    createQuestionList: mutation('questionList', createQuestionList),
    setQuestionList: mutation('questionList', setQuestionList),
    addQuestionItem: mutation('questionItem', addQuestionItem),
    copyQuestionList: mutation('questionList', copyQuestionList),
    recordAnswer: mutation('questionItem', recordAnswer),
    commentOnQuestionList: mutation('questionComment', commentOnQuestionList)
  },
  Question: {
    ...words,
    allowedActions: (question: QuestionRow, _: unknown, { scope }: GraphqlContext) =>
      allowedQuestionActions(scope, question)
  },
  QuestionVersion: words,
  QuestionList: {
    budget: of('budget'),
    balance: of('balance'),
    warnings: of('warnings'),
    allowedActions: of('allowedActions')
  }
}
