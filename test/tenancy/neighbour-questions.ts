import { newId } from '../../src/db/ids.ts'
import { type ListSeed, listRows, questionRows } from '../permissions/filled-questions.ts'

/** A question of the neighbour's and a list of its student's, with this text in each, and their ids. */
export function questionsThere(of: Omit<ListSeed, 'id'>, marker: string) {
  const [question, list, item] = [newId(), newId(), newId()]
  return {
    ids: [question, list, item],
    rows: [...questionRows(question, of.mentorId, marker), ...listRows({ id: list, ...of }, question, marker, item)]
  }
}
