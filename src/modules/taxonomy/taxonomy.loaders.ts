import type { Loader } from '../module.ts'
import { alternateTitlesOfOccupations, occupationsOfPrograms } from './taxonomy.service.ts'
import type { OccupationRow, ProgramRow } from './taxonomy.types.ts'

const alternateTitles: Loader<OccupationRow> = (queries, { scope }) =>
  alternateTitlesOfOccupations(
    scope,
    queries.map(({ obj }) => obj.code)
  )

const occupations: Loader<ProgramRow> = (queries, { scope }) =>
  occupationsOfPrograms(
    scope,
    queries.map(({ obj }) => obj.code)
  )

export const loaders = {
  Occupation: { alternateTitles },
  Program: { occupations }
}
