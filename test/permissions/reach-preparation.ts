import type { Cast } from './cast.ts'
import { alone, both, byIds, change, list, type Reach, within } from './ways.ts'

const ofStudent = ({ student }: Cast) => student.id
const note = byIds('conversation', 'ResearchNote', ({ notes }) => notes)
const pitch = byIds('conversation', 'Pitch', (cast) => [cast.pitch])
const session = byIds('conversation', 'MockSession', ({ sessions }) => sessions)
const request = byIds('conversation', 'MeetingRequest', ({ requests }) => requests)
const notes = list('conversation', 'researchNotes', ['studentId', 'ID'], ofStudent)
const pitches = list('conversation', 'pitches', ['studentId', 'ID'], ofStudent)
const sessions = list('conversation', 'mockSessions', ['studentId', 'ID'], ofStudent)
const invited = change(
  'conversation',
  'inviteMockPartner',
  'InviteMockPartnerInput',
  ({ sessions }) => ({ id: sessions[3] }),
  'mockSession'
)
const checklist = both(
  alone('researchChecklist', request, ({ requests }) => requests[0]),
  within(request, 'research')
)

const readiness = both(
  alone('readiness', request, ({ requests }) => requests[0]),
  within(request, 'readiness')
)

/** How to come to the objects of the preparation. */
export const preparationReaches: Record<string, Reach> = {
  ResearchNote: both(
    note,
    alone('researchNote', note, (cast) => cast.notes[0]),
    within(notes, 'nodes'),
    within(within(checklist, 'items'), 'note')
  ),
  ResearchSource: within(note, 'sources'),
  ResearchChecklist: checklist,
  Readiness: readiness,
  ReadinessItem: within(readiness, 'items'),
  ResearchItem: within(checklist, 'items'),
  Pitch: both(
    pitch,
    alone('pitch', pitch, (cast) => cast.pitch),
    within(pitches, 'nodes'),
    within(session, 'pitch')
  ),
  PitchVersion: both(within(pitch, 'versions'), within(request, 'pitch')),
  MockSession: both(
    session,
    alone('mockSession', session, (cast) => cast.sessions[0]),
    within(sessions, 'nodes')
  ),
  MockFeedback: within(session, 'feedback'),
  PartnerLink: both(within(session, 'partnerLink'), within(invited, 'partnerLink')),
  ResearchNoteConnection: notes,
  ResearchNoteEdge: within(notes, 'edges'),
  PitchConnection: pitches,
  PitchEdge: within(pitches, 'edges'),
  MockSessionConnection: sessions,
  MockSessionEdge: within(sessions, 'edges')
}
