/** Longer documents are refused before they are parsed: the cache of parsed documents counts entries, not bytes. */
export const documentBytesMax = 15_000
export const documentTokensMax = 1_000

/** A batch of 500 people with all their fields has some 400 KB. */
export const bodyBytesMax = 2 * 1024 * 1024
/** In a URL, where most servers on the way take no more. */
export const variablesBytesMax = 16_000
/** No list that an operation takes is longer: 500 is the largest, that of upsertPeople. */
export const listLengthMax = 500
/** Values in the variables altogether: 500 people with 40 each. */
export const variableValuesMax = 20_000

export const depthMax = 15
export const aliasesMax = 50
export const rootFieldsMax = 20
export const directivesMax = 20

/** Points that one operation may cost; the page of 100 with three relations and a nested list fits in some times over. */
export const costMax = 10_000
