import { type Problem, problem } from '../../errors.ts'
import { textProblems } from '../text.rules.ts'
import { industryRange, occupationRange, programRange, searchWords } from './people.rules.ts'
import type { ListMentorsArgs, PersonFilter } from './people-list.types.ts'

const phraseMax = 200

const invalid = (field: string, message: string) => [problem('INVALID_INPUT', { path: ['filter', field], message })]

const phraseProblems = (filter: object, fields: readonly string[]): Problem[] =>
  fields.flatMap((field) =>
    textProblems((filter as Record<string, string | null>)[field], ['filter', field], phraseMax)
  )

const programProblems = (program: string | null | undefined): Problem[] =>
  program && !programRange(program)
    ? invalid('program', 'A CIP code has two, four or six digits, as in 11, 11.07 or 11.0701.')
    : []

/** What is wrong with a filter of people. */
export const personFilterProblems = (filter: PersonFilter): Problem[] => [
  ...phraseProblems(filter, ['externalId', 'name']),
  ...programProblems(filter.program),
  ...yearProblems(filter.classYear)
]

/** What is wrong with a filter and order of mentors. */
export function mentorListProblems({ filter, orderBy }: ListMentorsArgs): Problem[] {
  const { industry, occupation, program, classYear, text } = filter ?? {}
  const needsText = orderBy?.field === 'RELEVANCE' && searchWords(text ?? '').length === 0
  return [
    ...phraseProblems(filter ?? {}, ['employer', 'city', 'topic', 'text']),
    ...programProblems(program),
    ...yearProblems(classYear),
    ...(industry && !industryRange(industry)
      ? invalid('industry', 'A NAICS code has two to six digits, as in 54 or 541511, or is 31-33, 44-45 or 48-49.')
      : []),
    ...(occupation && !occupationRange(occupation)
      ? invalid('occupation', 'An occupation code looks like 15-1252.00, 15-1252 or 15-0000.')
      : []),
    ...(needsText
      ? [problem('INVALID_INPUT', { path: ['orderBy', 'field'], message: 'RELEVANCE needs words in filter.text.' })]
      : [])
  ]
}

// What does not fit a year would not fit the column's type either.
const yearProblems = (year: number | null | undefined): Problem[] =>
  year == null || (year >= 1900 && year <= 2200)
    ? []
    : invalid('classYear', 'The class year has to be from 1900 to 2200.')
