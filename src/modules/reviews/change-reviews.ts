import { constraintOf } from '../../db/database.ts'
import { newId } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { raw, type Sql } from '../../db/sql.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { checkVersion, move } from '../state-machine.ts'
import { holdSubject, subjectNow } from './review-subjects.queries.ts'
import { canSeeReview, partiesOf, visibleReviews } from './reviews.policy.ts'
import { authorsOf, commentColumns, counselorRow, lockReview, pendingReviewOf, reviewRows } from './reviews.queries.ts'
import { commentProblems, participantsOf, type ReviewAction, requestProblems, reviewMachine } from './reviews.rules.ts'
import type {
  AddReviewCommentInput,
  ById,
  DecideReviewInput,
  RequestReviewInput,
  ReviewCommentRow,
  ReviewRow,
  ReviewStatus,
  SubjectRow
} from './reviews.types.ts'

const id = raw('id')

/**
 * Asks a counselor, one by name or anybody, to look at something of the actor's as it is now (S#25, S#34).
 * Throws NOT_FOUND, FORBIDDEN for what is another's, NOT_REVIEWABLE, REVIEW_ALREADY_PENDING, NOT_A_COUNSELOR,
 * INVALID_INPUT.
 */
export const requestReview = (scope: Scope, input: RequestReviewInput): Promise<ReviewRow> =>
  write(
    scope,
    async (tx, [_held, subjects, pending, counselors]) => {
      const subject = ownSubject(tx, subjects)
      refuseAll(requestProblems(input, counselors?.[0] !== undefined))
      if (!subject.isReviewable) throw refuse('NOT_REVIEWABLE', { path: ['subjectId'] })
      if (pending?.[0]) throw refuse('REVIEW_ALREADY_PENDING', { path: ['subjectId'] })
      const { version: subjectVersion, mark: subjectMark, studentId } = subject
      const of = { subjectType: input.subjectType, subjectId: subject.id, subjectVersion }
      const asked = { studentId, counselorId: input.counselorId ?? null, message: input.message ?? null }
      const stamps = { requestedAt: tx.now, updatedAt: tx.now, version: 1 }
      const status: ReviewStatus = 'PENDING'
      const review = { id: newId(), ...of, ...asked, status, ...stamps }
      record(tx, 'review.requested', review, { ...of, ...asked })
      return changed(tx, review.id, [insertRow('reviews', { ...review, subjectMark }, id)])
    },
    [
      ...holdSubject(input.subjectType, input.subjectId),
      pendingReviewOf(input.subjectId),
      counselorRow(input.counselorId ?? '')
    ]
  )

function ownSubject(tx: Tx, subjects: Rows | undefined): SubjectRow {
  const subject = subjects?.[0] as unknown as SubjectRow | undefined
  if (!subject || !canSeeReview(tx.actor, subject)) throw refuse('NOT_FOUND', { path: ['subjectId'] })
  if (subject.studentId !== tx.actor.id) throw refuse('FORBIDDEN')
  return subject
}

/** A decision of a counselor on what the subject says now, with a comment to go with it, recorded as `action`. */
const deciding =
  (action: ReviewAction, recorded: string) =>
  (scope: Scope, input: DecideReviewInput): Promise<ReviewRow> =>
    write(
      scope,
      async (tx, [reviews]) => {
        const { review, to } = movable(tx, reviews, action, input.expectedVersion)
        refuseAll(commentProblems(input.comment, 'comment'))
        const decision = { status: to, decidedAt: tx.now, decidedById: tx.actor.id }
        const comment = input.comment == null ? [] : [comments(tx, review.id, input.comment)]
        const changes = { from: review.status, ...decision, comment: input.comment }
        record(tx, recorded, { ...review, status: to }, changes, { decidedById: tx.actor.id })
        const [, subjects, , ...answers] = await tx.batch([
          ...holdSubject(review.subjectType, review.subjectId),
          updateRow('reviews', review.id, { ...decision, ...subjectNow(review) }, tx.now, id),
          ...comment,
          reviewRows(visibleReviews(tx.actor), [review.id])
        ])
        // Seen only now, in the round trip that wrote; what is refused is rolled back with it.
        assertDecidable(subjects?.[0] as unknown as SubjectRow, input)
        return answers.at(-1)?.[0] as unknown as ReviewRow
      },
      [lockReview(input.id)]
    )

function assertDecidable({ version, isReviewable }: SubjectRow, { subjectVersion }: DecideReviewInput): void {
  if (!isReviewable) throw refuse('NOT_REVIEWABLE', { path: ['id'] })
  if (subjectVersion == null || subjectVersion === version) return
  throw refuse('VERSION_CONFLICT', { path: ['subjectVersion'], currentVersion: version })
}

/**
 * Approves what the subject says now, which need not be what the review was asked for; `subjectVersion` says which version
 * was read. What the student changes afterwards is not approved with it (isOutdated).
 * Throws NOT_FOUND, FORBIDDEN for whoever is no counselor or asked themselves, INVALID_TRANSITION, VERSION_CONFLICT,
 * NOT_REVIEWABLE once the request is sent or taken back, or the pitch or plan put away, INVALID_INPUT.
 */
export const approveReview = deciding('APPROVE', 'review.approved')

/** Returns it, with a comment on what to change. Throws as `approveReview` does. */
export const returnReview = deciding('RETURN', 'review.returned')

/** Takes back a review that waits. Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT. */
export const withdrawReview = (scope: Scope, input: ById): Promise<ReviewRow> =>
  write(
    scope,
    async (tx, [reviews]) => {
      const { review, to } = movable(tx, reviews, 'WITHDRAW', input.expectedVersion)
      record(tx, 'review.withdrawn', { ...review, status: to }, { from: review.status, status: to })
      return changed(tx, review.id, [updateRow('reviews', review.id, { status: to }, tx.now, id)])
    },
    [lockReview(input.id)]
  )

/**
 * Says something about a review, also after it is decided: the student and counselors go on talking. The review itself
 * stays at its version. Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION for what was taken back, INVALID_INPUT.
 */
export const addReviewComment = (scope: Scope, input: AddReviewCommentInput): Promise<ReviewCommentRow> =>
  write(
    scope,
    async (tx, [reviews, authors]) => {
      const { review } = movable(tx, reviews, 'COMMENT')
      refuseAll(commentProblems(input.text, 'text'))
      const authorId = tx.actor.id
      const participantIds = participantsOf(review, (authors ?? []) as unknown as { authorId: string }[])
      const changes = { authorId, text: input.text }
      record(tx, 'review.commented', review, changes, { authorId, participantIds })
      return new Last(comments(tx, review.id, input.text), ([row]) => row as unknown as ReviewCommentRow)
    },
    [lockReview(input.id), authorsOf(input.id)]
  )

function movable(tx: Tx, reviews: Rows | undefined, action: ReviewAction, expectedVersion?: number | null) {
  const review = reviews?.[0] as unknown as ReviewRow | undefined
  if (!review || !canSeeReview(tx.actor, review)) throw refuse('NOT_FOUND', { path: ['id'] })
  const to = move(reviewMachine, review.status, action, partiesOf(tx.actor, review))
  checkVersion(review, expectedVersion)
  return { review, to }
}

const comments = (tx: Tx, reviewId: string, text: string): Sql =>
  insertRow(
    'review_comments',
    { id: newId(), reviewId, authorId: tx.actor.id, text, createdAt: tx.now },
    commentColumns
  )

async function changed(tx: Tx, reviewId: string, changes: Sql[]): Promise<ReviewRow> {
  const statements = [...changes, reviewRows(visibleReviews(tx.actor), [reviewId])]
  const answers = await tx.batch(statements).catch((error) => {
    // Two asks for one subject hold it together; the second one to insert meets the first one's key.
    if (constraintOf(error) === 'reviews_one_pending')
      throw refuse('REVIEW_ALREADY_PENDING', { path: ['subjectId'], cause: error })
    throw error
  })
  return answers.at(-1)?.[0] as unknown as ReviewRow
}

type Recorded = Pick<ReviewRow, 'id' | 'status' | 'subjectType' | 'subjectId' | 'studentId' | 'counselorId'>

/** Notes what became of a review, in the trail and as an event, which also says by whom where somebody is told. */
export function record(
  tx: Tx,
  action: string,
  review: Recorded,
  changes: Record<string, unknown>,
  who: object = {}
): void {
  const { id: subjectId, status, subjectType, subjectId: reviewedId, studentId, counselorId } = review
  const payload = { status, subjectType, subjectId: reviewedId, studentId, counselorId, ...who }
  tx.record({ action, subjectType: 'Review', subjectId, changes, payload })
}
