import type { InjectOptions } from 'fastify'
import type { Test } from 'tap'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'

/** A student at the REST door who only ever gets problems: each answer's body, with its status and headers. */
export async function problemDoor(t: Test) {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, mentor] = [await home.student(), await home.mentor()]

  async function problemOf(sent: InjectOptions) {
    const headers = { authorization: `Bearer ${student.token}`, ...sent.headers }
    const answer = await app.fastify.inject({ ...sent, headers })
    const isProblem = /^application\/problem\+json/.test(String(answer.headers['content-type']))
    if (!isProblem) throw new Error(`no problem: ${answer.statusCode} ${answer.payload.slice(0, 200)}`)
    return { ...answer.json(), headers: answer.headers, httpStatus: answer.statusCode }
  }

  const post = (payload: string | Buffer, type = 'application/json'): InjectOptions => {
    return { method: 'POST', url: '/v1/meeting-requests', headers: { 'content-type': type }, payload }
  }
  const draft = (fields: object) => post(JSON.stringify({ mentorId: mentor.id, type: 'COMPANY_INSIDER', ...fields }))
  return { app, problemOf, post, draft }
}
