import type { Cast } from './cast.ts'
import { both, byIds, list, plain, type Reach, type Way, within } from './ways.ts'

const question = byIds('campus', 'Question', (cast) => [cast.question])
const shown = plain('anybody', 'questions(first: 60)')
const request = byIds('conversation', 'MeetingRequest', ({ requests }) => requests)
const meeting = byIds('conversation', 'Meeting', ({ meetings }) => meetings)
const session = byIds('conversation', 'MockSession', ({ sessions }) => sessions)
const questionList = byIds('conversation', 'QuestionList', (cast) => cast.questionLists)
const lists = list('conversation', 'questionLists', ['studentId', 'ID'], ({ student }: Cast) => student.id)

/** What is asked for by the request that it belongs to. */
const ofRequest = (field: string): Reach => ({
  circle: 'conversation',
  ways: ({ requests }): Way[] => [
    { steps: [`${field}(requestId: $id)`], declared: '($id: ID!)', variables: { id: requests[1] } }
  ]
})

const anyList = both(
  questionList,
  ofRequest('questionList'),
  within(lists, 'nodes'),
  within(request, 'questionList'),
  within(meeting, 'questionList'),
  within(session, 'questionList')
)
const comments = both(within(questionList, 'comments'), ofRequest('questionComments'))
const items = within(questionList, 'items')

/** How to come to the objects of question banks and question lists. */
export const questionReaches: Record<string, Reach> = {
  QuestionBank: plain('anybody', 'questionBank(type: CAREER_EXPLORATION)'),
  // A campus's own and the shipped ones, which alone have a key and are the same everywhere.
  Question: both(within(shown, 'nodes'), question),
  QuestionText: within(question, 'translations'),
  QuestionVersion: within(question, 'versions'),
  QuestionList: anyList,
  QuestionItem: both(items, within(within(comments, 'nodes'), 'item'), within(items, 'followUpOf')),
  QuestionListWarning: within(questionList, 'warnings'),
  QuestionBudget: within(questionList, 'budget'),
  QuestionListBalance: within(questionList, 'balance'),
  QuestionComment: within(comments, 'nodes'),
  QuestionConnection: shown,
  QuestionEdge: within(shown, 'edges'),
  QuestionListConnection: lists,
  QuestionListEdge: within(lists, 'edges'),
  QuestionCommentConnection: comments,
  QuestionCommentEdge: within(comments, 'edges')
}
