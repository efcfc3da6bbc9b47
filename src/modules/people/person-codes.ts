import type { Reader } from '../../db/scope.ts'
import type { Problem } from '../../errors.ts'
import { checkCodes } from '../taxonomy/taxonomy.service.ts'
import type { PersonDraft } from './write-people.ts'

/**
 * Holds the codes of all drafts against the taxonomies at once: what is unknown, each with the way to its field, and
 * which code a program has now, since an old system may still send retired CIP codes.
 */
export async function checkedCodes(
  reader: Reader,
  drafts: readonly PersonDraft[]
): Promise<{ problems: Problem[]; programNow: (code: string) => string }> {
  const programs = drafts.flatMap(({ input, path }) =>
    (input.degrees ?? []).map((degree, index) => ({
      code: plausible(degree.program, /^\d{2}\.\d{4}$/),
      path: [...path, 'degrees', index, 'program']
    }))
  )
  const inCareer = (field: 'occupation' | 'industry') =>
    drafts.flatMap(({ input, mentorPath }) =>
      (input.mentorProfile?.positions ?? []).flatMap((position, index) => {
        const code = position[field]
        return code == null
          ? []
          : [{ code: plausible(code, /^[\d.-]{2,10}$/), path: [...mentorPath, 'positions', index, field] }]
      })
    )
  const found = await checkCodes(reader, {
    programs,
    occupations: inCareer('occupation'),
    industries: inCareer('industry')
  })
  return { problems: found.problems, programNow: (code) => found.programs.get(code) ?? code }
}

// What can be no code is asked for as one that no taxonomy has, so that its text never reaches the database.
const plausible = (code: string, form: RegExp): string => (form.test(code) ? code : '?')
