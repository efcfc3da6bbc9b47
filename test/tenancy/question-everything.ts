import { ownQuestions, shipped, withQuestions } from '../modules/questions/prepared-questions.ts'
import type { TestApp } from '../support/app.ts'
import type { Campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** Every change of question banks and lists, so that each of its statements has been sent. */
export async function questionEverything(app: TestApp, home: Campus): Promise<void> {
  const counselor = await home.counselor()
  const keep = (name: string, input: object) =>
    mutate(app, counselor, name, input, 'question { id versions { number author { id } } }')
  const { question } = await keep('addQuestion', { text: 'Why?', types: ['COMPANY_INSIDER'], balance: 'CAREER' })
  for (const id of [question.id, shipped.projects]) {
    await keep('translateQuestion', { id, locale: 'fr', text: 'Pourquoi ?' })
    await keep('updateQuestion', { id, rank: 7 })
    await keep('hideQuestion', { id })
    await keep('showQuestion', { id })
    await rest(app, counselor, 'GET', `/v1/questions/${id}`)
  }
  const query = `type=COMPANY_INSIDER&tag=FIT&balance=CAREER&isMustAsk=false&origin=S1&status=SHOWN`
  await rest(app, counselor, 'GET', `/v1/questions?${query}&totalCount=true&orderBy=UPDATED_AT`)
  await rest(app, counselor, 'GET', '/v1/question-bank?type=COMPANY_INSIDER')
  const { student, id, mentor, list } = await withQuestions(app, home, [
    { questionId: question.id },
    ...ownQuestions(2)
  ])
  const next = await withQuestions(app, home, [], student)
  const ask = (name: string, input: object) => mutate(app, student, name, input, '')
  await ask('copyQuestionList', { fromRequestId: id, toRequestId: next.id })
  await ask('setQuestionList', { requestId: id, items: [{ id: list.items[1].id }, { questionId: shipped.resources }] })
  await ask('addQuestionItem', { requestId: id, text: 'And?', followUpOfId: list.items[1].id })
  await ask('recordAnswer', { id: list.items[1].id, notes: 'Yes.' })
  await ask('commentOnQuestionList', { requestId: id, itemId: list.items[1].id, text: 'Hm.' })
  await keep('retireQuestion', { id: question.id })
  await rest(app, counselor, 'GET', `/v1/meeting-requests/${id}/question-list/comments?totalCount=true`)
  const of = `mentorId=${mentor.id}&studentId=${student.id}&type=COMPANY_INSIDER`
  await rest(
    app,
    counselor,
    'GET',
    `/v1/question-lists?${of}&createdFrom=2026-01-01T00:00:00Z&createdBefore=2027-01-01T00:00:00Z`
  )
  const items =
    'items { question { text } followUpOf { text } } comments { totalCount nodes { item { text } author { id } } }'
  await graphql(app, student, `{ questionLists { nodes { request { id } student { id } mentor { id } ${items} } } }`)
}
