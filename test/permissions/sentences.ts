import type { Mark } from './classify.ts'
import { type Column, columns, nameOf } from './columns.ts'

const isMember = ({ role }: Column) => role === 'student' || role === 'alum' || role === 'mentor'
const among = (is: (column: Column) => boolean) => columns.filter(is).map(nameOf)

/** Students, alumni and mentors of the campus who have nothing to do with the person. */
export const mereMembers = among((column) => isMember(column) && column.relation === 'campus')
/** The same, and the other one of a request and a meeting. */
export const others = among((column) => isMember(column) && column.relation !== 'self' && column.relation !== 'none')
const askers = among((column) => isMember(column) && column.relation === 'self')
const mentorOfIt = ['mentor/pair']
const officials = among(({ role, relation }) => !isMember({ role, relation }) && relation === 'campus')
const foreigners = among(({ relation }) => relation === 'none')

export interface Sentence {
  says: string
  /** `Type.field`, or `Type.*` for all of it. */
  fields: string[]
  columns: string[]
  mark: Mark
}

const says = (text: string, fields: string[], who: string[], mark: Mark): Sentence => ({
  says: text,
  fields,
  columns: who,
  mark
})

const conversations = ['MeetingRequest.*', 'Meeting.*', 'Outcome.*', 'Referral.*', 'CounterProposal.*']
const contact = ['Person.email', 'Person.phone', 'Person.isDirectoryOptedOut']

/** What must stay so whatever else changes. */
export const sentences: Sentence[] = [
  says(
    'mail, telephone and the directory choice are not for other members, a mentor or mentee too',
    contact,
    others,
    'no'
  ),
  says('officials reach everybody', contact, officials, 'yes'),
  says(
    "the campus's own id of a person is not even for that person",
    ['Person.externalId'],
    [...others, ...askers],
    'no'
  ),
  says(
    'what two people ask, plan, note and rate is closed to members who are neither',
    conversations,
    mereMembers,
    'hidden'
  ),
  says(
    'nobody of another campus reaches people, conversations or settings',
    ['Person.*', 'StudentProfile.*', 'MentorProfile.*', 'InstitutionPolicy.*', ...conversations],
    foreigners,
    'hidden'
  ),
  says(
    'the student is never told why a mentor declined (S#32)',
    ['MeetingRequest.declineReason', 'MeetingRequest.declineNote'],
    askers,
    'no'
  ),
  says('the mentor reads nothing of what the student rated and learned (S#58)', ['Outcome.*'], mentorOfIt, 'hidden'),
  says('nor by way of the meeting', ['Meeting.outcome'], mentorOfIt, 'no'),
  says(
    'somebody outside the campus is named to no official (S#59)',
    ['Referral.externalName', 'Referral.externalOrganization', 'Referral.externalContact'],
    officials,
    'no'
  ),
  says('a draft is not for the mentor who passed the name on', ['Referral.draftRequest'], mentorOfIt, 'no'),
  says(
    'whom the student could ask next, and what the student is warned of, are not for the mentor (S#5, S#33)',
    ['MeetingRequest.suggestedNext', 'MeetingRequest.warnings'],
    mentorOfIt,
    'no'
  ),
  says(
    'what a student plans, and who counsels them, is not for mentors, their own neither (S#34, S#35)',
    ['ExplorationPlan.*', 'TargetOccupation.*', 'TargetCoverage.*', 'CounselorAssignment.*', 'CounselingSession.*'],
    [...mereMembers, ...mentorOfIt, ...foreigners],
    'hidden'
  ),
  says('nor by way of the person', ['Person.explorationPlan'], others, 'no'),
  says('what was said in counseling is not for machines', ['CounselingSession.note'], ['integration/campus'], 'no'),
  says(
    'how to reach somebody is on their card for those alone who exchanged theirs (S#51)',
    ['ContactCard.phone', 'ContactCard.email', 'ContactCard.url', 'ContactCard.note'],
    mereMembers,
    'no'
  ),
  says(
    'resumes are not for mentors, nor for machines (S#50)',
    ['Resume.*', 'ResumeOpening.*'],
    [...mereMembers, ...mentorOfIt, 'integration/campus', ...foreigners],
    'hidden'
  ),
  says(
    'the mentor is led to a file that is shared with them, and not told where it is',
    ['ResumeVersion.url', 'ResumeVersion.note'],
    mentorOfIt,
    'no'
  ),
  says(
    'whom a student knows, and how they keep in touch, is for nobody else, whatever their role (S#38)',
    ['Contact.*', 'Touchpoint.*'],
    [...others, ...officials, ...foreigners],
    'hidden'
  ),
  says(
    'nor is whom they owe an update, how often, and how warm somebody is kept (S#68, S#69)',
    ['DuePerson.*', 'UpdateCadence.*', 'Warmth.*', 'WarmthFactor.*'],
    [...others, ...officials, ...foreigners],
    'hidden'
  ),
  says(
    'what two people say when a mentorship is proposed, and why one of them ended it, is for no official (S#72)',
    ['MentorshipProposal.message', 'Relationship.endReason', 'Relationship.warmth', 'Relationship.updateCadence'],
    officials,
    'no'
  ),
  says(
    'and what they are to each other for no member who has nothing to do with it',
    ['Relationship.*', 'RelationshipStageSpell.*', 'MentorshipProposal.*'],
    mereMembers,
    'hidden'
  ),
  says(
    'how many they are is for counselors and admins to know, and for no member or machine',
    ['Person.contactCounts'],
    [...others, 'integration/campus'],
    'no'
  ),
  says(
    'what touchpoints did for asks is for those who advise students',
    ['TouchesBeforeFirstAsk.*', 'AcceptanceByTouches.*'],
    [...mereMembers, 'integration/campus'],
    'no'
  ),
  says(
    'what a student means to ask is closed to members who have nothing to do with it, and to machines',
    ['QuestionList.*', 'QuestionItem.*', 'QuestionComment.*'],
    [...mereMembers, 'integration/campus'],
    'hidden'
  ),
  says(
    'what a student notes of the answers is for nobody else',
    ['QuestionItem.notes', 'QuestionItem.answeredAt'],
    [...mentorOfIt, 'counselor/campus', 'admin/campus'],
    'no'
  ),
  says('the funnel is for officials', ['Funnel.*'], mereMembers, 'no'),
  says(
    'skills to acquire, and how competencies change, are for those who counsel the student, and for no machine (S#63)',
    ['SkillTask.*', 'CompetencyDeltas.*', 'CompetencyDelta.*'],
    [...mereMembers, ...mentorOfIt, 'counselor/campus', 'integration/campus', ...foreigners],
    'hidden'
  ),
  says(
    'what a student took away from a conversation is not for the mentor',
    ['Lead.*', 'Resource.*', 'ResumeFeedback.*', 'Observation.*', 'OutcomeClosing.*', 'CompetencyRating.*'],
    [...mereMembers, ...mentorOfIt, ...foreigners],
    'hidden'
  ),
  says('that they may be thought of is, once the student says so (S#57)', ['Meeting.keepInMind'], mentorOfIt, 'yes'),
  says(
    'reports on outcomes are for officials',
    ['FitReport.*', 'FitFigures.*', 'CompetencyReport.*', 'CompetencyFigures.*', 'ReferralReport.*'],
    mereMembers,
    'no'
  ),
  says(
    'registered documents and the use of the contract are not for members',
    ['TrustedDocument.*', 'ContractUsage.*'],
    [...mereMembers, 'counselor/campus'],
    'no'
  ),
  says(
    "what the campus says in its notifications is its admins' affair",
    ['NotificationText.*'],
    [...mereMembers, 'counselor/campus', 'integration/campus'],
    'no'
  ),
  says(
    'how a student prepares is not for mentors, their own neither, nor for machines (S#37, S#47)',
    ['ResearchNote.*', 'Pitch.*', 'MockSession.*'],
    [...mereMembers, ...mentorOfIt, 'integration/campus', ...foreigners],
    'hidden'
  ),
  says('nor is how much of it is done', ['MeetingRequest.research'], [...mentorOfIt, 'integration/campus'], 'no'),
  says(
    'what passes between a student and the counselors is not for mentors, their own neither, nor for machines (S#34)',
    ['Review.*', 'ReviewComment.*'],
    [...mereMembers, ...mentorOfIt, 'integration/campus', ...foreigners],
    'hidden'
  ),
  says('nor is that there is a review', ['MeetingRequest.review'], [...mentorOfIt, 'integration/campus'], 'no'),
  says('nor that there is one of a plan', ['ExplorationPlan.review'], ['integration/campus'], 'no'),
  says('nor of a question list', ['QuestionList.review'], mentorOfIt, 'no'),
  says(
    "a campus's own guidance is for everybody of the campus",
    ['GuidanceItem.text'],
    [...mereMembers, ...officials],
    'yes'
  ),
  says('and who wrote it for its keepers alone', ['GuidanceText.author'], [...mereMembers, 'integration/campus'], 'no'),
  says(
    'a practice partner from outside is named to the student alone (S#10)',
    ['MockSession.partnerName', 'MockSession.partnerEmail'],
    ['counselor/campus', 'admin/campus'],
    'no'
  ),
  says(
    'what a student is offered is not for mentors, their own neither, nor for counselors of others (S#60)',
    ['Offer.*'],
    [...mereMembers, ...mentorOfIt, 'counselor/campus', ...foreigners],
    'hidden'
  ),
  says('and what they note of it for nobody else', ['Offer.note'], ['admin/campus', 'integration/campus'], 'no'),
  says(
    'where a student lands is not for mentors, their own neither (S#70)',
    ['Landing.*', 'MentorInvitation.*'],
    [...mereMembers, ...mentorOfIt, ...foreigners],
    'hidden'
  ),
  says(
    'what they are paid is for them and admins',
    ['Landing.salary'],
    ['counselor/campus', 'integration/campus'],
    'no'
  ),
  says(
    'how conversations convert is for officials',
    ['ConversionReport.*', 'SeekerToMentorReport.*'],
    mereMembers,
    'no'
  )
]

/** By its name a field that holds how to reach somebody, or what one writes down of another. */
export const isDelicate =
  /mail|phone|address|contact(?!(Card|Id)$)|note|reason|message|preparation|rating|feedback|verdict|confidence|learned/i
