import t from 'tap'
import { cast } from './cast.ts'
import { agrees, answers, asksTomas, isCounted } from './rest-agreeing.ts'
import { byRest } from './rest-door.ts'
import { asksPriya, findsPriya, plans } from './rest-finding.ts'
import { pitches, practises, prepares } from './rest-preparing.ts'

t.test('a student gets from a plan to a booked conversation by REST', async (t) => {
  const story = byRest(await cast(t))
  let [request, pitch] = ['', '']
  await t.test('Mara talks to a counselor and plans', (t) => plans(t, story))
  await t.test('she finds Priya, and is in touch before she asks', (t) => findsPriya(t, story))
  await t.test('Priya declines', async (t) => {
    request = await asksPriya(t, story)
  })
  await t.test('Mara prepares for Tomas', (t) => prepares(t, story, request))
  await t.test('she writes a pitch', async (t) => {
    pitch = await pitches(t, story)
  })
  await t.test('she practises', (t) => practises(t, story, request, pitch))
  await t.test('she asks Tomas', (t) => asksTomas(t, story, request))
  await t.test('he asks back, and she answers', (t) => answers(t, story, request))
  await t.test('he proposes other terms, and she accepts', (t) => agrees(t, story, request))
  await t.test('the career center sees what came of it', (t) => isCounted(t, story))
})
