import { type Problem, problem } from '../../errors.ts'
import { textProblems } from '../text.rules.ts'
import {
  type ResearchChecklist,
  type ResearchNoteRow,
  researchKinds,
  type SaveResearchNoteInput
} from './preparation.types.ts'

const sourcesMax = 20
const urlMax = 2_000

/** What is wrong with a note: no text, too much of it, addresses that no browser opens, or not one subject. */
export function noteProblems(input: SaveResearchNoteInput): Problem[] {
  const sources = input.sources ?? []
  const tooMany = { path: ['sources'], message: `At most ${sourcesMax} sources a note.` }
  return [
    ...subjectProblems(input),
    ...textProblems(input.organization, ['organization'], 200, 1),
    ...textProblems(input.text, ['text'], 10_000, 1),
    ...(sources.length > sourcesMax ? [problem('INVALID_INPUT', tooMany)] : sources.flatMap(sourceProblems))
  ]
}

/** A note is about one thing: any subject of a request, a field by its occupation, or an organization by its name (S#36). */
function subjectProblems({ kind, requestId, occupation, organization }: SaveResearchNoteInput): Problem[] {
  const given = [requestId, occupation, organization].filter((subject) => subject != null)
  if (given.length !== 1)
    return [subjectProblem(['requestId'], 'Name one: a request, an occupation or an organization.')]
  if (occupation != null && kind !== 'FIELD')
    return [subjectProblem(['occupation'], 'Only a note on the field is about an occupation.')]
  if (organization != null && kind !== 'ORGANIZATION')
    return [subjectProblem(['organization'], 'Only a note on the organization names one.')]
  return []
}

const subjectProblem = (path: string[], message: string): Problem => problem('INVALID_INPUT', { path, message })

function sourceProblems({ title, url }: { title?: string | null; url: string }, index: number): Problem[] {
  const path = ['sources', index, 'url']
  const unkeepable = [...textProblems(title, ['sources', index, 'title'], 200), ...textProblems(url, path, urlMax)]
  if (unkeepable.length > 0 || isWebAddress(url)) return unkeepable
  return [problem('INVALID_INPUT', { path, message: 'The address has to begin with http:// or https://.' })]
}

// What is shown as a link must open a page and run nothing.
function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text)
}

/** Whether a note is more than a beginning: as long as the campus asks for, without the space around it. */
export const isDone = (text: string, minLength: number): boolean => text.trim().length >= minLength

/**
 * The four subjects of the homework for a request, and how much of it is done: a quarter each (S#37). Of several notes on one
 * subject the first that is done counts, and is shown: a request's own or the student's on the same thing (S#36).
 */
export function checklistOf(notes: readonly ResearchNoteRow[], minLength: number): ResearchChecklist {
  const items = researchKinds.map((kind) => {
    const onIt = notes.filter((one) => one.kind === kind)
    const done = onIt.find(({ text }) => isDone(text, minLength))
    return { kind, isDone: done !== undefined, note: done ?? onIt[0] ?? null }
  })
  return { items, percentComplete: (100 * items.filter((item) => item.isDone).length) / items.length }
}

/** What is wrong with the words of a pitch (S#25). */
export const pitchProblems = ({ title, text }: { title?: string | null; text: string }): Problem[] => [
  ...textProblems(title, ['title'], 120, 1),
  ...textProblems(text, ['text'], 4_000, 1)
]
