import t from 'tap'
import { asksForJob } from '../../../src/modules/requests/job-ask.rules.ts'

const asking = [
  'Please hire me.',
  'Could you give me a job?',
  'Can you get me an internship at your company?',
  'I am looking for a summer internship.',
  'I’m currently looking for a full-time job.',
  'Are you hiring?',
  'Is your team still hiring?',
  'Do you have any open positions?',
  'Do you have any job openings for graduates?',
  'Would you consider me for a role?',
  'Could you refer me for a position?',
  'Could you pass my résumé to your manager?',
  'I want a job at your company.',
  'I am applying for a position at your company.',
  'Is there an opening for me?',
  'Help me find a job',
  'Could you offer me a part-time position?',
  'I wanted to ask you for a job.',
  'Busco trabajo.',
  'Estoy buscando un empleo.',
  '¿Podrías contratarme?',
  '¿Podría ayudarme a conseguir un trabajo?',
  '¿Hay alguna vacante?',
  '¿Podría pasar mi CV a recursos humanos?',
  'Quisiera un puesto en su empresa',
  'Ayúdame a encontrar prácticas',
  'Quisiera pedirle un trabajo.'
]

const learning = [
  'How did you get the job?',
  'How did you find your job?',
  'Do you have a job you love?',
  'Do you have a role model?',
  'What does a day in the job look like?',
  'Is this the right job for me?',
  'How do people ask for a job in your field?',
  'I wonder how one asks for a job.',
  'What would make a team hire me one day?',
  'Why would a company hire me?',
  'What made them hire you?',
  'Who are you hiring these days?',
  'How are you hiring decisions made?',
  'I am not looking for a job, I want to learn.',
  'I am not asking you for a job.',
  'How do people get hired in your field?',
  'What openings are there in the industry in general?',
  'I want to work in robotics.',
  'Could you refer me to somebody else?',
  'May I send you my resume for your comments?',
  'I am looking for advice on how people find a first job.',
  'Did the job find you, or did you find it?',
  '¿Cómo conseguiste tu trabajo?',
  '¿Por qué me contratarían?',
  'No busco trabajo, quiero aprender.',
  '¿Qué hizo que te contrataran?',
  '¿Cómo se puede conseguir un trabajo así?',
  'Me gustaría saber cómo es tu puesto'
]

t.test('a text that asks for a job is told from one that asks about jobs, in English and Spanish (S#5)', async (t) => {
  for (const sentence of asking) {
    t.equal(asksForJob(sentence), true, sentence)
    t.equal(asksForJob(`Good morning.\n  ${sentence.toUpperCase()}\nMany thanks`), true, `within more: ${sentence}`)
  }
  for (const sentence of learning) t.equal(asksForJob(sentence), false, sentence)
  t.equal(asksForJob(null), false)
})

t.test('the longest text takes no time to look at, however it is made', async (t) => {
  const made = ['not a ', 'looking for a an the any some ', 'how are you ', 'why w w ', 'i ask ', 'por que me '].map(
    (part) => part.repeat(400).slice(0, 2000)
  )
  const from = performance.now()
  for (const text of made) asksForJob(text)
  t.ok(performance.now() - from < 500, 'no pattern looks back for ever')
})
