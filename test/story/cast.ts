import type { Test } from 'tap'
import { relay, toldTo } from '../modules/notifications/told.ts'
import { testApp } from '../support/app.ts'
import { campus, type Someone } from '../support/campus.ts'

const developer = { currentOccupationCode: '15-1252.00', currentIndustryCode: '541511', currentEmployer: 'Cirrus' }

/** Whom the story is about: Mara, her counselor Daniel, and Priya, Tomas and Ingrid, who may be asked. */
export async function cast(t: Test) {
  const app = await testApp(t)
  const home = await campus(app)
  const mara = await home.student({ givenName: 'Mara', familyName: 'Quispe' })
  const daniel = await home.counselor({ givenName: 'Daniel', familyName: 'Osei' })
  const seed = (givenName: string, familyName: string, mentor: object) =>
    home.mentor({ givenName, familyName, mentor: { ...developer, ...mentor } })
  const priya = await seed('Priya', 'Nair', { seniority: 'SENIOR', currentTitle: 'Principal engineer' })
  const giving = { motivations: ['GIVE_BACK', 'MEET_NEW_PEOPLE'] }
  const tomas = await seed('Tomas', 'Weber', { seniority: 'MID', currentTitle: 'Developer', ...giving })
  const ingrid = await seed('Ingrid', 'Dahl', { seniority: 'EXECUTIVE', currentTitle: 'Head of engineering' })
  /** The titles of all that somebody has been told by now, oldest first. */
  const told = async (who: Someone) => {
    await relay(app)
    return (await toldTo(app, home, who)).map(({ title }) => title)
  }
  const inDays = (days: number) => new Date(Date.parse(app.clock.now()) + days * 86_400_000).toISOString()
  return { app, home, told, inDays, people: { mara, daniel, priya, tomas, ingrid } }
}

/** What Mara writes and reads, the same through both doors. */
export const words = {
  goal: 'To find out whether I like building more than testing.',
  targets: ['15-1252.00', '15-1253.00', '15-1254.00'],
  fourth: '15-1211.00',
  contactsFile: 'First Name,Last Name,Company,Source\nRosa,Medina,Cirrus,FAMILY\n',
  asked: {
    type: 'CAREER_EXPLORATION',
    targetOccupation: '15-1252.00',
    topicKind: 'CAREER_PATH',
    topic: 'How you began'
  },
  priya: { givenName: 'Priya', familyName: 'Nair', kind: 'TARGET', source: 'FAMILY' },
  milestone: { title: 'Spoke at CompCon', occurredOn: '2026-02-20' },
  declined: 'This mentor can not meet you at present. Others can: a no costs nothing.',
  comment: 'Say what you want to learn.',
  feedback: { rating: 4, strengths: 'You listen.' },
  card: { title: 'Student of computer science', email: 'mara@campus.example' },
  resume: { title: 'Software', label: 'First', url: 'https://files.example/mara.pdf', fileName: 'Mara.pdf' },
  whyPriya: 'Your talk on readable compilers made me read one.',
  whyTomas: 'You came to software from carpentry, and still build both.',
  jobAsk: 'I would like to hear about your way. Are you hiring?',
  reworded: 'I would like to hear about your way, and what you would do again.',
  ownQuestion: 'What did carpentry teach you about software?',
  firstPitch: 'I study computer science.',
  pitch:
    'I study computer science, have built two small games, and want to learn how a working day of a developer goes.'
}

/** A note of Mara on each of the four subjects of her homework (S#37). */
export const homework = {
  FIELD: 'Software is built in small teams, and most of it is changed rather than new.',
  ORGANIZATION: 'Cirrus makes planning software for clinics and has two hundred people.',
  COMPETITORS: 'Two others sell the same to clinics; one of them is far larger.',
  PERSON: 'Tomas Weber was a carpenter for six years before he learnt to program.'
}

export type Cast = Awaited<ReturnType<typeof cast>>
