import { listOfCodec, TYPES } from 'postgraphile/@dataplan/pg'
import { addPgTableCondition, addPgTableOrderBy, orderByAscDesc } from 'postgraphile/utils'

const mentors = { schemaName: 'peers', tableName: 'mentors' }

/** Filter and order of the mentors, by PostGraphile's own means for what is more than equality with a column. */
export const mentorList: GraphileConfig.Plugin[] = [
  addPgTableCondition(
    mentors,
    'industry',
    ({ graphql }) => ({ type: graphql.GraphQLString }),
    (value, { sql, sqlTableAlias, sqlValueWithCodec }) => {
      const from = sqlValueWithCodec(value, TYPES.text)
      const below = sqlValueWithCodec(`${value}A`, TYPES.text)
      const code = sql`${sqlTableAlias}.current_industry_code`
      return sql`${code} >= ${from} and ${code} < ${below}`
    }
  ),
  addPgTableCondition(
    mentors,
    'seniorities',
    ({ graphql: { GraphQLList, GraphQLNonNull, GraphQLString } }) => ({
      type: new GraphQLList(new GraphQLNonNull(GraphQLString))
    }),
    (value, { sql, sqlTableAlias, sqlValueWithCodec }) =>
      sql`${sqlTableAlias}.seniority = any(${sqlValueWithCodec(value, listOfCodec(TYPES.text))})`
  ),
  ...['family_name', 'given_name', 'id'].map((name) =>
    addPgTableOrderBy(mentors, () => orderByAscDesc(`BY_${name.toUpperCase()}`, name, { unique: name === 'id' }))
  )
]
