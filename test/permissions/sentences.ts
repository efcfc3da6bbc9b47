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

const conversations = ['MeetingRequest.*', 'Meeting.*', 'Outcome.*', 'Referral.*']
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
    'registered documents and the use of the contract are not for members',
    ['TrustedDocument.*', 'ContractUsage.*'],
    [...mereMembers, 'counselor/campus'],
    'no'
  )
]

/** By its name a field that holds how to reach somebody, or what one writes down of another. */
export const isDelicate =
  /mail|phone|address|contact|note|reason|message|preparation|rating|feedback|verdict|confidence|learned/i
