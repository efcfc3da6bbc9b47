import type { GraphqlContext } from '../module.ts'
import {
  findIndustry,
  findOccupation,
  findProgram,
  listIndustries,
  listOccupations,
  listPrograms,
  type SearchArgs
} from './taxonomy.service.ts'

type Code = { code: string }

export const resolvers = {
  Query: {
    occupation: (_: unknown, args: Code, { scope }: GraphqlContext) => findOccupation(scope, args),
    occupations: (_: unknown, args: SearchArgs, { scope }: GraphqlContext) => listOccupations(scope, args),
    industry: (_: unknown, args: Code, { scope }: GraphqlContext) => findIndustry(scope, args),
    industries: (_: unknown, args: SearchArgs, { scope }: GraphqlContext) => listIndustries(scope, args),
    program: (_: unknown, args: Code, { scope }: GraphqlContext) => findProgram(scope, args),
    programs: (_: unknown, args: SearchArgs, { scope }: GraphqlContext) => listPrograms(scope, args)
  }
}
