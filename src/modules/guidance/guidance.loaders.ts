import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { revisionsOf, translationsOf } from './guidance.service.ts'
import type { GuidanceRow, GuidanceTextRow } from './guidance.types.ts'

const translations: Loader<GuidanceRow> = (queries, { scope }) =>
  translationsOf(
    scope,
    queries.map(({ obj }) => obj.id)
  )

const revisions: Loader<GuidanceRow> = (queries, { scope }) =>
  revisionsOf(
    scope,
    queries.map(({ obj }) => obj.id)
  )

const author: Loader<GuidanceTextRow> = (queries, { scope }) =>
  personsByIds(
    scope,
    queries.map(({ obj }) => obj.authorId)
  )

export const loaders = { GuidanceItem: { translations, revisions }, GuidanceText: { author } }
