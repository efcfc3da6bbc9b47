/**
 * Which of a neighbour's ids somebody tries, once they have tried one that nothing has. Who is refused by their part before
 * anything is looked up is refused for every id alike, so some of them tell; everybody else tries them all.
 */
export const triedBy = (answerToMissing: string, ids: readonly string[]): readonly string[] =>
  answerToMissing.includes('"FORBIDDEN"') ? ids.filter((_, place) => place % 6 === 0) : ids
