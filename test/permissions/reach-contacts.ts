import { alone, both, byIds, change, list, plain, type Reach, within } from './ways.ts'

const person = byIds('person', 'Person', ({ subject }) => [subject.id])
const contact = byIds('person', 'Contact', (cast) => [cast.contact])
const touchpoint = byIds('person', 'Touchpoint', ({ touchpoints }) => touchpoints)
const milestone = byIds('person', 'Milestone', (cast) => [cast.milestone])
const contacts = list('person', 'contacts', ['personId', 'ID'], (cast) => cast.acquaintance)
const touchpoints = list('person', 'touchpoints', ['mentorId', 'ID'], (cast) => cast.acquaintance)
const milestones = list('person', 'milestones', ['mentorId', 'ID'], ({ subject }) => subject.id)
const report = plain('anybody', 'touchesBeforeFirstAsk')

// A good row and a bad one.
const file = () => ({ format: 'CSV', content: 'givenName,email\nJan,jan@lab.example\nEve,none\n' })

/** How to come to contacts, touchpoints and milestones. */
export const contactReaches: Record<string, Reach> = {
  Contact: both(
    contact,
    alone('contact', contact, (cast) => cast.contact),
    within(contacts, 'nodes'),
    within(touchpoint, 'contact'),
    within(contact, 'introducedBy')
  ),
  ContactCounts: both(within(person, 'contactCounts'), {
    circle: 'person',
    ways: ({ subject }) => [
      { steps: ['contactCounts(personId: $id)'], declared: '($id: ID!)', variables: { id: subject.id } }
    ]
  }),
  Touchpoint: both(
    touchpoint,
    alone('touchpoint', touchpoint, (cast) => cast.touchpoints[0]),
    within(touchpoints, 'nodes'),
    within(contact, 'touchpoints')
  ),
  Milestone: both(
    milestone,
    alone('milestone', milestone, (cast) => cast.milestone),
    within(milestones, 'nodes'),
    within(within(person, 'mentorProfile'), 'milestones')
  ),
  ImportedContact: change('anybody', 'importContacts', 'ImportContactsInput', file, 'rows'),
  TouchesBeforeFirstAsk: report,
  AcceptanceByTouches: within(report, 'rows'),
  ContactConnection: contacts,
  ContactEdge: within(contacts, 'edges'),
  TouchpointConnection: touchpoints,
  TouchpointEdge: within(touchpoints, 'edges'),
  MilestoneConnection: milestones,
  MilestoneEdge: within(milestones, 'edges')
}
