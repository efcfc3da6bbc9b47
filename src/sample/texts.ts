import type { Chance } from './chance.ts'

interface Subject {
  title: string
  employer: string
  topic: string
}

// Sentences are put together from parts, so that a search or a duplicate check has something real to tell apart.
const admired = [
  (s: Subject) => `Your way from our campus to ${s.title}`,
  (s: Subject) => `Your years at ${s.employer}`,
  (s: Subject) => `What you wrote about ${s.topic}`,
  (s: Subject) => `The way you moved up at ${s.employer}`,
  (s: Subject) => `Your turn towards ${s.topic}`
]
const effects = [
  'made me look at that work for the first time.',
  'is the path I can picture for myself.',
  'answered a question that no class had answered.',
  'is rare among the people I have read about.',
  'is why I write to you and not to somebody nearer.'
]
const questions = [
  (s: Subject) => `What a week as ${s.title} holds`,
  (s: Subject) => `How ${s.employer} takes on newcomers`,
  (s: Subject) => `What ${s.topic} looks like from inside`,
  () => 'Which courses turned out to matter',
  () => 'What you would do differently'
]
const openings = [
  'I am in my third year and',
  'As a transfer student I',
  'After a summer of internships I',
  'Before I choose electives I',
  'With a year to go I'
]
const wishes = [
  'would value half an hour of your time.',
  'hope to learn how you decided.',
  'would like to test an idea on you.',
  'have three questions that only a practitioner can answer.'
]
const lessons = [
  'Most of the week is meetings with other teams, not the work I had imagined.',
  'The licence takes two years, and the employer pays for it.',
  'People move between agencies and firms more than I thought.',
  'Writing well was named before any technical skill.',
  'The hours are long in spring and quiet in autumn.',
  'I would miss working with people all day.',
  'A portfolio counts for more than the grade average.'
]
const steps = [
  'Write to the person who was named',
  'Take the statistics elective',
  'Shadow a shift',
  'Rewrite the resume around projects',
  'Read the report that was recommended',
  'Join the student chapter',
  'Apply for the summer program'
]
const qualifications = [
  'A state licence',
  'Two years of statistics',
  'A portfolio',
  'Spanish',
  'A driving licence',
  'Lab experience',
  'A master’s degree'
]

export const whyYou = (chance: Chance, subject: Subject) => `${chance.pick(admired)(subject)} ${chance.pick(effects)}`
export const topicText = (chance: Chance, subject: Subject) => `${chance.pick(questions)(subject)}.`
export const messageText = (chance: Chance) => `${chance.pick(openings)} ${chance.pick(wishes)}`
export const learnedText = (chance: Chance) => chance.some(lessons, chance.int(1, 2)).join(' ')
export const nextSteps = (chance: Chance) => chance.some(steps, chance.int(0, 3))
export const qualificationsLearned = (chance: Chance) => chance.some(qualifications, chance.int(0, 2))
export const aboutText = (chance: Chance, topic: string) =>
  chance.pick([
    `I like to talk about ${topic}.`,
    `Ask me about ${topic}; I had to learn it the slow way.`,
    `Happy to help with ${topic}.`
  ])
