import { payload } from '../../graphql/payload.ts'
import type { GraphqlContext } from '../module.ts'
import {
  listNotificationTexts,
  type NotificationTextRow,
  resetNotificationText,
  setNotificationText,
  shownText
} from './own-texts.service.ts'

type ListArgs = Parameters<typeof listNotificationTexts>[1]
type SetArgs = { input: Parameters<typeof setNotificationText>[1] }
type ResetArgs = { input: Parameters<typeof resetNotificationText>[1] }

export const textResolvers = {
  Query: {
    notificationTexts: (_: unknown, args: ListArgs, { scope }: GraphqlContext) => listNotificationTexts(scope, args)
  },
  Mutation: {
    setNotificationText: (_: unknown, { input }: SetArgs, { scope }: GraphqlContext) =>
      payload('notificationText', () => setNotificationText(scope, input)),
    resetNotificationText: (_: unknown, { input }: ResetArgs, { scope }: GraphqlContext) =>
      payload('notificationText', () => resetNotificationText(scope, input))
  },
  NotificationText: {
    placeholders: (row: NotificationTextRow) => shownText(row).placeholders
  }
}
