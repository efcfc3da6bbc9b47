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
  | 'REQUEST_LAPSED'
  | 'STUDENT_SILENT'
  | 'REVIEW_REQUESTED'
  | 'REVIEW_COMMENTED'
  | 'REVIEW_APPROVED'
  | 'REVIEW_RETURNED'
  | 'MOCK_SESSION_PLANNED'
  | 'MOCK_SESSION_MOVED'
  | 'MOCK_SESSION_CANCELLED'
  | 'MOCK_FEEDBACK_GIVEN'
  | 'QUESTIONS_COMMENTED'
  | 'CARD_OFFERED'
  | 'CARDS_EXCHANGED'
  | 'MENTORSHIP_PROPOSED'
  | 'MENTORSHIP_ANSWERED'
  | 'UPDATE_DUE'
  | 'THANK_YOU_REMINDER'
  | 'FOLLOW_UP_UNDELIVERED'
  | 'COMMITMENT_REMINDER'
  | 'COMMITMENT_REPORTED'
  | 'MENTOR_INVITED'
  | 'ACCOUNTABILITY_INVITED'
  | 'ACCOUNTABILITY_ACCEPTED'
  | 'ACCOUNTABILITY_PACT_PROPOSED'
  | 'ACCOUNTABILITY_ENDED'
  | 'ACCOUNTABILITY_CHECKED_IN'
  | 'ACCOUNTABILITY_MISSED'
  | 'ACCOUNTABILITY_REACTION'

type Payload = Readonly<Record<string, unknown>>

/**
 * Who is told what of an event. People are named by the keys of its payload, which hold one or several; counselors are
 * those whom the student has.
 */
export interface Telling {
  kind: NotificationKind
  to: string | 'counselors'
  /** The other person, whom the words name; where there is none, left out. */
  about?: string
  /** Told to whoever did it, too: what they did had a consequence that is news to them. */
  isForActor?: true
  if?(payload: Payload): boolean
  /** What it is about, and the key of its id, where that is not what the event is of. */
  subject?: readonly [type: string, key: string]
}

const toStudent = (kind: NotificationKind): Telling => ({ kind, to: 'studentId', about: 'mentorId' })
const toMentor = (kind: NotificationKind): Telling => ({ kind, to: 'mentorId', about: 'studentId' })
const toBoth = (kind: NotificationKind): Telling[] => [toStudent(kind), toMentor(kind)]
const toCounselor = (kind: NotificationKind): Telling => ({ kind, to: 'counselorId', about: 'studentId' })
const toCounselors = (kind: NotificationKind): Telling => ({ kind, to: 'counselors', about: 'studentId' })
const decided = (kind: NotificationKind): Telling => ({ kind, to: 'studentId', about: 'decidedById' })
const commentedTo = (to: string): Telling => ({ kind: 'REVIEW_COMMENTED', to, about: 'authorId' })
const toPartner = (kind: NotificationKind): Telling => ({ kind, to: 'partnerId', about: 'studentId' })
const ofList = (telling: Telling): Telling => ({ ...telling, subject: ['QuestionList', 'listId'] })
const toOther = (kind: NotificationKind): Telling => ({ kind, to: 'otherId', about: 'actorId' })
const toOwner = (kind: NotificationKind): Telling => ({ kind, to: 'ownerId', about: 'personId' })
const toPair = (kind: NotificationKind): Telling => ({ kind, to: 'toId', about: 'fromId' })
// Somebody is told of their own day as of nobody else's.
const toOneself = (kind: NotificationKind): Telling => ({ kind, to: 'fromId', about: 'fromId' })
const isForAnybody = ({ counselorId }: Payload): boolean => counselorId == null
const waitedForStudent = ({ waitedFor }: Payload): boolean => waitedFor === 'STUDENT'
const waitedForMentor = (payload: Payload): boolean => !waitedForStudent(payload)
// What a student says before any counselor has taken it up.
const isHeardByNobody = ({ authorId, studentId, participantIds }: Payload): boolean =>
  authorId === studentId && (participantIds as string[]).length === 0
const when = (telling: Telling, condition: (payload: Payload) => boolean): Telling => ({ ...telling, if: condition })

/**
 * Every event that somebody is told of, one line each. An accepted request is told of with its meeting, which has the time;
 * whoever did it is not told, but where a line says so.
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
    when(toStudent('REQUEST_EXPIRED'), waitedForMentor),
    when(toMentor('REQUEST_UNANSWERED'), waitedForMentor),
    when(toCounselors('STUDENT_UNANSWERED'), waitedForMentor),
    when(toStudent('REQUEST_LAPSED'), waitedForStudent),
    when(toMentor('STUDENT_SILENT'), waitedForStudent),
    when(toCounselors('STUDENT_SILENT'), waitedForStudent)
  ],
  'meeting_request.closed_by_mentor': [toStudent('REQUEST_CLOSED')],
  // A draft that is taken back was never the mentor's to know of.
  'meeting_request.withdrawn': [
    toStudent('REQUEST_WITHDRAWN'),
    when(toMentor('REQUEST_WITHDRAWN'), ({ from }) => from !== 'DRAFT')
  ],
  'meeting_request.info_requested': [toStudent('INFO_REQUESTED')],
  'meeting_request.info_provided': [toMentor('INFO_PROVIDED')],
  'meeting.cancelled': toBoth('MEETING_CANCELLED'),
  'meeting.completed': toBoth('MEETING_COMPLETED'),
  'meeting.no_show': toBoth('MEETING_NO_SHOW'),
  'referral.made': [{ kind: 'REFERRAL_RECEIVED', to: 'studentId', about: 'referredById' }],
  'review.requested': [toCounselor('REVIEW_REQUESTED'), when(toCounselors('REVIEW_REQUESTED'), isForAnybody)],
  'review.commented': [
    commentedTo('studentId'),
    commentedTo('participantIds'),
    when(commentedTo('counselors'), isHeardByNobody)
  ],
  'review.approved': [decided('REVIEW_APPROVED')],
  'review.returned': [decided('REVIEW_RETURNED')],
  // A partner from outside has a link instead, and no name here.
  'mock_session.planned': [toPartner('MOCK_SESSION_PLANNED')],
  'mock_session.updated': [when(toPartner('MOCK_SESSION_MOVED'), ({ isMoved }) => isMoved === true)],
  'mock_session.cancelled': [toPartner('MOCK_SESSION_CANCELLED')],
  'mock_session.feedback_given': [{ kind: 'MOCK_FEEDBACK_GIVEN', to: 'studentId', about: 'partnerId' }],
  'question_list.commented': [
    ofList(toStudent('QUESTIONS_COMMENTED')),
    ofList(when(toMentor('QUESTIONS_COMMENTED'), ({ isSent }) => isSent === true))
  ],
  'card_exchange.consented': [
    ...toBoth('CARD_OFFERED').map((telling) => when(telling, ({ isExchanged }) => isExchanged === false)),
    ...toBoth('CARDS_EXCHANGED').map((telling) => when(telling, ({ isExchanged }) => isExchanged === true))
  ],
  'relationship.mentorship_proposed': [toOther('MENTORSHIP_PROPOSED')],
  'relationship.mentorship_accepted': [toOther('MENTORSHIP_ANSWERED')],
  'relationship.mentorship_declined': [toOther('MENTORSHIP_ANSWERED')],
  'person.updates_due': [{ kind: 'UPDATE_DUE', to: 'ownerId' }],
  'follow_up.reminded': [toOwner('THANK_YOU_REMINDER')],
  'follow_up.undelivered': [toOwner('FOLLOW_UP_UNDELIVERED')],
  'commitment.reminded': [toStudent('COMMITMENT_REMINDER')],
  'commitment.reported': [toMentor('COMMITMENT_REPORTED')],
  'mentor_invitation.made': [{ kind: 'MENTOR_INVITED', to: 'personId', isForActor: true }],
  'accountability_pair.invited': [toPair('ACCOUNTABILITY_INVITED')],
  'accountability_pair.accepted': [toPair('ACCOUNTABILITY_ACCEPTED')],
  'accountability_pair.pact_proposed': [toPair('ACCOUNTABILITY_PACT_PROPOSED')],
  // An invitation that is not taken is told of like one that ended: without blame (S#80).
  'accountability_pair.declined': [toPair('ACCOUNTABILITY_ENDED')],
  'accountability_pair.ended': [toPair('ACCOUNTABILITY_ENDED')],
  'check_in.made': [toPair('ACCOUNTABILITY_CHECKED_IN')],
  'accountability.missed': [toPair('ACCOUNTABILITY_MISSED'), toOneself('ACCOUNTABILITY_MISSED')],
  'check_in.answered': [toPair('ACCOUNTABILITY_REACTION')]
}

/** What asks something of whoever is told: no mail reminds of it once it is done. */
export const asking: ReadonlySet<NotificationKind> = new Set([
  'REQUEST_RECEIVED',
  'REQUEST_REMINDER',
  'INFO_REQUESTED',
  'INFO_REMINDER',
  'COUNTER_PROPOSED',
  'COUNTER_REMINDER',
  'REVIEW_REQUESTED'
])
