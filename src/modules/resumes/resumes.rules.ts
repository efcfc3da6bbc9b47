import { type Problem, problem } from '../../errors.ts'
import { addMinutes } from '../../ports/clock.ts'
import { textProblems } from '../text.rules.ts'
import { urlProblems } from '../url.rules.ts'
import type { AskedRequest, ShareRow, ShareStatus, VersionFields } from './resumes.types.ts'

const minutesPerDay = 24 * 60
/** More than anybody looks back at; and each is shown with its resume. */
export const versionsMax = 50
const shareDaysMax = 365

const invalid = (path: string, message: string): Problem[] => [problem('INVALID_INPUT', { path: [path], message })]

/** What is wrong with the title of a resume. */
export const titleProblems = (title: string): Problem[] => textProblems(title, ['title'], 200, 1)

/** What is wrong with a version: its file is named by an https URL and, when it is, by its SHA-256. */
export const versionProblems = ({ label, url, fileName, sha256, note }: VersionFields): Problem[] => [
  ...textProblems(label, ['label'], 200, 1),
  ...urlProblems(url, ['url'], ['https']),
  ...textProblems(fileName, ['fileName'], 255, 1),
  ...(sha256 == null || /^[0-9a-f]{64}$/i.test(sha256)
    ? []
    : invalid('sha256', 'A SHA-256 has 64 hexadecimal digits.')),
  ...textProblems(note, ['note'], 1_000, 1)
]

/** What is wrong with the number of versions once there is one more. */
export const countProblems = (count: number): Problem[] =>
  count <= versionsMax ? [] : invalid('id', `A resume has at most ${versionsMax} versions: begin another one.`)

/** When a share ends: as asked, or after the days that the campus sets. */
export const expiryOf = (expiresAt: string | null | undefined, shareDays: number, now: string): string =>
  expiresAt ?? addMinutes(now, shareDays * minutesPerDay)

/** What is wrong with the end of a share. */
export const expiryProblems = (expiresAt: string, now: string): Problem[] =>
  expiresAt > now && expiresAt <= addMinutes(now, shareDaysMax * minutesPerDay)
    ? []
    : invalid('expiresAt', `A share ends in the future, within ${shareDaysMax} days.`)

/** How a meeting stands that nobody held and nobody will. */
export const notHeld = ['CANCELLED', 'NO_SHOW']

/**
 * Whether a request may show a resume: a draft shows it once it is sent; what ended shows nothing, nor does what was accepted
 * for a conversation that was called off or that somebody did not come to (S#50).
 */
export const canBeShown = ({ status, meetingStatus }: Pick<AskedRequest, 'status' | 'meetingStatus'>): boolean =>
  ['DRAFT', 'SENT', 'NEEDS_INFO', 'ACCEPTED'].includes(status) && !notHeld.includes(meetingStatus ?? '')

/** Where a share stands at an instant. What was put in its place after it had expired does not change how it ended. */
export function statusOf(
  { expiresAt, revokedAt }: Pick<ShareRow, 'expiresAt' | 'revokedAt'>,
  now: string
): ShareStatus {
  if (revokedAt !== null && revokedAt < expiresAt) return 'REVOKED'
  return expiresAt <= now ? 'EXPIRED' : 'IN_FORCE'
}
