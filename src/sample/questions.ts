import { Chance } from './chance.ts'
import { type CampusRows, hour, iso, personActor, type Row } from './rows.ts'

/** A shipped question by the number that makes its id, with its balance and its words. */
type Shipped = readonly [number: number, balance: 'PERSONAL' | 'CAREER', text: string]

const resources: Shipped = [8, 'CAREER', 'What else should I read, try or join, and who else should I talk to?']
const ofOrganizations: Shipped[] = [
  [22, 'CAREER', 'What are you working on at the moment?'],
  [24, 'PERSONAL', 'How did you find your way into this line of work?'],
  [25, 'PERSONAL', 'Which part of your work do you enjoy most?'],
  [27, 'CAREER', 'What is changing in your field, and how does it change your work?'],
  [28, 'CAREER', 'What kind of person does well here?'],
  [29, 'PERSONAL', 'If you started over, what would you do differently?']
]
/** What the lists of the sample are made of: some of the shipped questions, word by word. */
export const sampleQuestions: Readonly<Record<string, readonly Shipped[]>> = {
  CAREER_EXPLORATION: [
    [1, 'PERSONAL', 'What drew you to this work in the first place?'],
    [2, 'CAREER', 'What does an ordinary day look like for you?'],
    [3, 'CAREER', 'Which tasks fill most of your week?'],
    [5, 'PERSONAL', 'What do you like best about it?'],
    [6, 'PERSONAL', 'And what could you do without?'],
    [7, 'CAREER', 'What would you tell somebody who wants to start in this field today?'],
    resources
  ],
  COMPANY_INSIDER: [...ofOrganizations, resources],
  HIRING_MANAGER: [...ofOrganizations, resources]
}
const ownWords = [
  'What did you expect that turned out otherwise?',
  'Who taught you the most?',
  'What is a bad day like?'
]
const answers = [
  'Much more writing than I thought, and most of it for other teams.',
  'By chance: a summer job, and then nobody wanted to let go.',
  'Begin small, show it to people, and ask for the next thing.'
]
const remarks = ['Glad to talk about all of it.', 'Ask me the second one first, there is a story to it.']

export const shippedQuestionId = (number: number) => `019ac000-0000-7000-8001-${String(number).padStart(12, '0')}`

/**
 * What some of the students mean to ask (S#39), what their mentors say to it (S#46), and what they noted afterwards. Made
 * after the history, with a chance of its own, so that people and requests are the same with it and without.
 */
export function addQuestionLists(rows: CampusRows, seed: number, now: number): void {
  const chance = new Chance(seed + 700_000)
  const metAt = new Map(rows.of('meetings').map((row) => [row.request_id, row.completed_at]))
  for (const request of rows.of('meeting_requests'))
    if (chance.is(0.4)) addList(rows, chance, request, metAt.get(request.id), now)
}

function addList(rows: CampusRows, chance: Chance, request: Row, metAt: unknown, now: number): void {
  const at = Date.parse(String(request.created_at))
  const { id: request_id, student_id, mentor_id } = request
  const id = chance.id(at)
  rows.add('question_lists', { id, request_id, student_id, mentor_id, bank_version: 1, ...stamps(at) })
  const items = itemsOf(chance, String(request.type)).map((item, index) =>
    addItem(rows, chance, { ...item, list_id: id, ordinal: index + 1 }, at)
  )
  const by = personActor(String(student_id))
  const about = { requestId: request_id, studentId: student_id, mentorId: mentor_id, itemCount: items.length }
  rows.record('question_list.created', 'QuestionList', id, at, by, about)
  if (typeof metAt === 'string' && chance.is(0.6)) {
    const noted = Math.min(Date.parse(metAt) + chance.int(1, 20) * hour, now)
    for (const item of items.slice(0, 3)) addAnswer(rows, chance, item, student_id, noted)
  }
  if (request.sent_at !== null && chance.is(0.15)) addRemark(rows, chance, request, id, now)
}

function itemsOf(chance: Chance, type: string) {
  const bank = sampleQuestions[type] as readonly Shipped[]
  const taken = chance.some(bank, chance.int(3, bank.length)).map(([number, balance, text]) => ({
    ...{ question_id: shippedQuestionId(number), question_number: 1, locale: 'en' },
    ...{ text, balance, is_must_ask: number === resources[0] }
  }))
  const own = { question_id: null, question_number: null, locale: null, balance: null, is_must_ask: false }
  return chance.is(0.5) ? [...taken, { ...own, text: chance.pick(ownWords) }] : taken
}

const addItem = (rows: CampusRows, chance: Chance, item: Row, at: number): Row & { id: string } =>
  rows.add('question_items', { id: chance.id(at), follow_up_of_id: null, notes: null, ...item, ...stamps(at) })

function addAnswer(rows: CampusRows, chance: Chance, item: Row, studentId: unknown, at: number): void {
  Object.assign(item, { notes: chance.pick(answers), answered_at: iso(at), version: 2, updated_at: iso(at) })
  const about = { listId: item.list_id, studentId }
  rows.record('question_item.answered', 'QuestionItem', String(item.id), at, personActor(String(studentId)), about)
}

function addRemark(rows: CampusRows, chance: Chance, request: Row, listId: string, now: number): void {
  const at = Math.min(Date.parse(String(request.sent_at)) + chance.int(2, 30) * hour, now)
  const [id, author_id] = [chance.id(at), request.mentor_id]
  rows.add('question_comments', { id, list_id: listId, author_id, text: chance.pick(remarks), created_at: iso(at) })
  const { id: requestId, student_id: studentId } = request
  const about = { requestId, listId, itemId: null, authorId: author_id, studentId, mentorId: author_id, isSent: true }
  rows.record('question_list.commented', 'QuestionComment', id, at, personActor(String(author_id)), about)
}

const stamps = (at: number) => ({ version: 1, created_at: iso(at), updated_at: iso(at) })
