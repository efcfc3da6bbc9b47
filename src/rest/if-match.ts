import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Problem, problem, Refusal, refuse } from '../errors.ts'

interface Versioned {
  version?: unknown
  studentProfile?: { version: number } | null
  mentorProfile?: { version: number } | null
}

// A person is answered with both profiles, which have versions of their own: their ETag holds all three.
const ofPerson = ({ version, studentProfile, mentorProfile }: Versioned): string =>
  [version, studentProfile?.version ?? 0, mentorProfile?.version ?? 0].join('-')

/** Notes the version of the object that is answered, for its ETag. */
export function noteVersion(
  request: FastifyRequest,
  _: FastifyReply,
  payload: unknown,
  done: (error: null, payload: unknown) => void
): void {
  const found = payload as Versioned | null
  if (typeof found?.version === 'number')
    request.objectVersion = 'studentProfile' in found ? ofPerson(found) : String(found.version)
  done(null, payload)
}

/** Which of the versions in a person's ETag an operation changes. */
const places: Record<string, number> = { updateStudentProfile: 1, updateMentorProfile: 2 }

const tagForm = /^"(\d{1,9}(?:-\d{1,9})*)\.[\w-]+"$/

// No object has this version, so that a tag of something else is as stale as an old one.
const never = -1

/**
 * The version that an If-Match header asks for; of several tags the latest, because versions only grow. Weak tags match
 * nothing (RFC 9110, 13.1.1). Null when any version will do.
 */
function versionOf(header: string, operationId: string): number | null {
  if (header.trim() === '*') return null
  const versions = header.split(',').map((tag) => {
    const parts = tagForm.exec(tag.trim())?.[1]?.split('-')
    return Number(parts?.[places[operationId] ?? 0] ?? never)
  })
  return Math.max(...versions)
}

/**
 * Makes the ETag of If-Match the expectedVersion of the body, which the services hold the object against.
 * Throws INVALID_INPUT when the body names another version.
 */
export function expectVersion(request: FastifyRequest, operationId: string): void {
  const { headers, body } = request
  const version = headers['if-match'] === undefined ? null : versionOf(headers['if-match'], operationId)
  if (version === null || (body !== undefined && (typeof body !== 'object' || body === null))) return
  const given = (body as { expectedVersion?: unknown } | undefined)?.expectedVersion ?? null
  if (given !== null && given !== version && version !== never)
    throw refuse('INVALID_INPUT', { path: ['expectedVersion'], message: 'If-Match names another version.' })
  request.body = { ...(body as object), expectedVersion: version }
}

/** A version conflict is a failed precondition when it was If-Match that named the version. */
export function asPrecondition<E extends Error>(error: E, { headers }: FastifyRequest): E | Refusal {
  if (headers['if-match'] === undefined || !(error instanceof Refusal)) return error
  const [{ code, currentVersion }] = error.problems as [Problem]
  return code === 'VERSION_CONFLICT'
    ? new Refusal([problem('PRECONDITION_FAILED', { ...(currentVersion !== undefined && { currentVersion }) })], error)
    : error
}
