import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import {
  alternateTitlesOfOccupations,
  getIndustry,
  getOccupation,
  getProgram,
  listIndustries,
  listOccupations,
  listPrograms,
  occupationsOfPrograms,
  type SearchArgs
} from './taxonomy.service.ts'
import type { IndustryRow, OccupationRow, ProgramRow } from './taxonomy.types.ts'

type Code = { code: string }

const searchArgs = (query: unknown): SearchArgs => {
  const { filter, ...paging } = pageArgs<Pick<SearchArgs, 'search'>, never>(query, 'ASC')
  return { ...paging, ...filter }
}

// A row of a search carries its rank, which is the cursor's business only.
const occupationJson = ({ code, title, socCode, jobZone, description }: OccupationRow) => ({
  code,
  title,
  socCode,
  jobZone,
  description
})
const nestedJson = ({ code, title, level, parentCode }: IndustryRow | ProgramRow) => ({
  code,
  title,
  level,
  parentCode
})

export const routes: Record<string, RouteHandler> = {
  listOccupations: async (request, reply) =>
    sendPage(request, reply, await listOccupations(request.scope, searchArgs(request.query)), occupationJson),
  getOccupation: async ({ scope, params }) => {
    scope.expectSeveralReads()
    const occupation = await getOccupation(scope, params as Code)
    const [alternateTitles] = await alternateTitlesOfOccupations(scope, [occupation.code])
    return { ...occupationJson(occupation), alternateTitles }
  },
  listIndustries: async (request, reply) =>
    sendPage(request, reply, await listIndustries(request.scope, searchArgs(request.query)), nestedJson),
  getIndustry: async ({ scope, params }) => nestedJson(await getIndustry(scope, params as Code)),
  listPrograms: async (request, reply) =>
    sendPage(request, reply, await listPrograms(request.scope, searchArgs(request.query)), nestedJson),
  getProgram: async ({ scope, params }) => {
    scope.expectSeveralReads()
    const program = await getProgram(scope, params as Code)
    const [occupations = []] = await occupationsOfPrograms(scope, [program.code])
    return { ...nestedJson(program), occupations: occupations.map(({ code, title }) => ({ code, title })) }
  }
}
