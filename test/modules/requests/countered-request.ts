import type { TestApp } from '../../support/app.ts'
import type { Campus, Someone } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'
import { sentRequest } from './sent-request.ts'

/** An instant so many days after now, by the test's clock. */
export const inDays = (app: TestApp, days: number): string =>
  new Date(Date.parse(app.clock.now()) + days * 24 * 60 * 60_000).toISOString()

/** Proposes other times for a request, as somebody; gives the payload. */
export const counter = (app: TestApp, who: Someone, id: string, more: object = {}) =>
  mutate(
    app,
    who,
    'counterPropose',
    { id, proposedTimes: [inDays(app, 3)], ...more },
    'counterProposal { id status ordinal channel durationMinutes proposedTimes note request { status waitsFor expiresAt } }'
  )

/** A request for which its mentor has proposed another time: in three days, by telephone. */
export async function counteredRequest(
  app: TestApp,
  home: Campus
): Promise<{ student: Someone; mentor: Someone; id: string; proposal: string; startsAt: string }> {
  const sent = await sentRequest(app, home)
  const { counterProposal } = await counter(app, sent.mentor, sent.id, { channel: 'PHONE' })
  return { ...sent, proposal: counterProposal.id, startsAt: counterProposal.proposedTimes[0] }
}
