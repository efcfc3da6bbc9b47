/** What somebody is told; the SDL and openapi.yaml describe each. */
export type NotificationKind =
  | 'REQUEST_RECEIVED'
  | 'REQUEST_REMINDER'
  | 'REQUEST_ACCEPTED'
  | 'REQUEST_DECLINED'
  | 'REQUEST_EXPIRED'
  | 'REQUEST_CLOSED'
  | 'REQUEST_WITHDRAWN'
  | 'INFO_REQUESTED'
  | 'INFO_REMINDER'
  | 'INFO_PROVIDED'
  | 'MEETING_CANCELLED'
  | 'MEETING_COMPLETED'
  | 'MEETING_NO_SHOW'
  | 'REFERRAL_RECEIVED'
  | 'COUNTER_PROPOSED'
  | 'COUNTER_REMINDER'
  | 'COUNTER_ACCEPTED'
  | 'REQUEST_UNANSWERED'
  | 'STUDENT_UNANSWERED'
  | 'REVIEW_REQUESTED'
  | 'REVIEW_COMMENTED'
  | 'REVIEW_DECIDED'
  | 'ACCOUNTABILITY_INVITED'
  | 'ACCOUNTABILITY_ACCEPTED'
  | 'ACCOUNTABILITY_PACT_PROPOSED'
  | 'ACCOUNTABILITY_ENDED'
  | 'ACCOUNTABILITY_CHECKED_IN'
  | 'ACCOUNTABILITY_MISSED'
  | 'ACCOUNTABILITY_REACTION'

type Payload = Readonly<Record<string, unknown>>

/** Who is told what of an event. People are named by the keys of its payload; counselors are those whom the student has. */
interface Telling {
  kind: NotificationKind
  to: string | 'counselors'
  /** The other person, whom the words name. */
  about: string
  if?(payload: Payload): boolean
}

const toStudent = (kind: NotificationKind): Telling => ({ kind, to: 'studentId', about: 'mentorId' })
const toMentor = (kind: NotificationKind): Telling => ({ kind, to: 'mentorId', about: 'studentId' })
const toBoth = (kind: NotificationKind): Telling[] => [toStudent(kind), toMentor(kind)]
const toCounselor = (kind: NotificationKind): Telling => ({ kind, to: 'counselorId', about: 'studentId' })
const toCounselors = (kind: NotificationKind): Telling => ({ kind, to: 'counselors', about: 'studentId' })
const toReviewed = (kind: NotificationKind): Telling => ({ kind, to: 'studentId', about: 'counselorId' })
const toOther = (kind: NotificationKind): Telling => ({ kind, to: 'toId', about: 'fromId' })
// Somebody is told of their own day as of nobody else's.
const toOneself = (kind: NotificationKind): Telling => ({ kind, to: 'fromId', about: 'fromId' })
const isForAnybody = ({ counselorId }: Payload): boolean => counselorId == null
const when = (telling: Telling, condition: (payload: Payload) => boolean): Telling => ({ ...telling, if: condition })

/**
 * Every event that somebody is told of, one line each. An accepted request is told of with its meeting, which has the time;
 * whoever did it is never told.
 */
export const tellings: Readonly<Record<string, readonly Telling[]>> = {
  'meeting_request.sent': [toMentor('REQUEST_RECEIVED')],
  'meeting_request.reminded': [
    when(toMentor('REQUEST_REMINDER'), ({ status, waitsFor }) => status === 'SENT' && waitsFor !== 'STUDENT'),
    when(toStudent('COUNTER_REMINDER'), ({ status, waitsFor }) => status === 'SENT' && waitsFor === 'STUDENT'),
    when(toStudent('INFO_REMINDER'), ({ status }) => status === 'NEEDS_INFO')
  ],
  'meeting_request.counter_proposed': toBoth('COUNTER_PROPOSED'),
  'meeting.scheduled': [toStudent('REQUEST_ACCEPTED'), toMentor('COUNTER_ACCEPTED')],
  'meeting_request.declined': [toStudent('REQUEST_DECLINED')],
  'meeting_request.expired': [
    toStudent('REQUEST_EXPIRED'),
    toMentor('REQUEST_UNANSWERED'),
    toCounselors('STUDENT_UNANSWERED')
  ],
  'meeting_request.closed_by_mentor': [toStudent('REQUEST_CLOSED')],
  // A draft that is taken back was never the mentor's to know of.
  'meeting_request.withdrawn': [when(toMentor('REQUEST_WITHDRAWN'), ({ from }) => from !== 'DRAFT')],
  'meeting_request.info_requested': [toStudent('INFO_REQUESTED')],
  'meeting_request.info_provided': [toMentor('INFO_PROVIDED')],
  'meeting.cancelled': toBoth('MEETING_CANCELLED'),
  'meeting.completed': toBoth('MEETING_COMPLETED'),
  'meeting.no_show': toBoth('MEETING_NO_SHOW'),
  'referral.made': [{ kind: 'REFERRAL_RECEIVED', to: 'studentId', about: 'referredById' }],
  'review.requested': [toCounselor('REVIEW_REQUESTED'), when(toCounselors('REVIEW_REQUESTED'), isForAnybody)],
  'review.commented': [toReviewed('REVIEW_COMMENTED'), toCounselor('REVIEW_COMMENTED')],
  'review.approved': [toReviewed('REVIEW_DECIDED')],
  'review.returned': [toReviewed('REVIEW_DECIDED')],
  'accountability_pair.invited': [toOther('ACCOUNTABILITY_INVITED')],
  'accountability_pair.accepted': [toOther('ACCOUNTABILITY_ACCEPTED')],
  'accountability_pair.pact_proposed': [toOther('ACCOUNTABILITY_PACT_PROPOSED')],
  // An invitation that is not taken is told of like one that ended: without blame (S#80).
  'accountability_pair.declined': [toOther('ACCOUNTABILITY_ENDED')],
  'accountability_pair.ended': [toOther('ACCOUNTABILITY_ENDED')],
  'check_in.made': [toOther('ACCOUNTABILITY_CHECKED_IN')],
  'accountability.missed': [toOther('ACCOUNTABILITY_MISSED'), toOneself('ACCOUNTABILITY_MISSED')],
  'check_in.answered': [toOther('ACCOUNTABILITY_REACTION')]
}
