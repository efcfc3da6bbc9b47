import { type GraphQLObjectType, getNamedType, isObjectType } from 'graphql'
import type { Cast } from './cast.ts'
import { ask, type Found, isEmpty } from './classify.ts'
import type { Ground } from './ground.ts'
import { castsFor } from './ground.ts'
import { reaches } from './reach.ts'
import type { Reach, Way } from './ways.ts'

/** What is not for mere members to know of others, by whichever way they come to them. */
const kept = ['email', 'phone', 'isDirectoryOptedOut', 'externalId']

export interface Encounter {
  reader: string
  way: string
  person: string
  /** What of it was readable all the same. */
  readable: string[]
}

/** Everybody else whom the readers of these casts come to by a field of any object that they reach. */
export async function encounters({ app, matrix }: Ground, casts: readonly Cast[]): Promise<Encounter[]> {
  const types = [...matrix.fields.keys()].map((name) => app.schema().getType(name)).filter(isObjectType)
  const met: Encounter[] = []
  for (const type of types) {
    const reach = reaches[type.name]
    const fields = fieldsWithPeople(type)
    if (!reach || fields.length === 0) continue
    const found = await Promise.all(castsFor(casts, reach).map((cast) => metBy(cast, reach, fields)))
    met.push(...found.flat())
  }
  return met
}

const fieldsWithPeople = (type: GraphQLObjectType): string[] =>
  Object.values(type.getFields())
    .filter((field) => getNamedType(field.type).name === 'Person')
    .map(({ name }) => name)

async function metBy(cast: Cast, { ways }: Reach, fields: string[]): Promise<Encounter[]> {
  const selection = fields.map((field) => `${field} { id ${kept.join(' ')} }`).join(' ')
  const found = await Promise.all(
    ways(cast).map(async (way) => {
      const { objects } = await ask(cast, way, selection)
      return objects.flatMap((object) => fields.flatMap((field) => peopleAt(object, field, way)))
    })
  )
  return found.flat().flatMap(({ person, way }) => {
    if (person.id === cast.reader.id) return []
    const readable = kept.filter((field) => !isEmpty(person[field]))
    return [{ reader: cast.reader.id, way, person: String(person.id), readable }]
  })
}

const peopleAt = (object: Found, field: string, way: Way) =>
  [object[field]]
    .flat()
    .filter((person): person is Found => person !== null)
    .map((person) => ({ person, way: [...way.steps, field].join(' > ') }))
