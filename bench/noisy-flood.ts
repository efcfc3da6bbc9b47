import { openConnection } from './load-connection.ts'
import { bodyOf, graphql, type Task } from './load-task.ts'
import { codesOf } from './load-verdict.ts'

/** What the parent says to the process of the flood. */
export interface FloodOrder {
  url: string
  /** A token for each connection; the first `staffCount` of them of staff. */
  tokens: string[]
  staffCount: number
}

/** What the flood got, second by second since it began. */
export interface FloodSecond {
  answered: number
  refused: number
  unavailable: number
}

export interface Flooded {
  seconds: FloodSecond[]
  /** Anything else than an answer, a 429 or a deliberate 503, with how often. */
  faults: Record<string, number>
  /** CPU that the flood's own process used. */
  cpuMs: number
}

const person =
  'id givenName familyName city mentorProfile { headline seniority topics currentPosition { title employer } }'
const isRight = () => true

// What the budgets call dear, and what costs most for its points.
const ofStaff = [
  `{ meetings(first: 100) { totalCount nodes { id startsAt status student { ${person} } mentor { ${person} }
    request { id status } outcome { fitVerdict learned } } } }`,
  '{ funnel { drafted sent accepted met logged useful } }'
]
const ofAll = [
  `{ mentors(first: 100) { totalCount nodes { ${person} } } }`,
  `{ mentors(first: 100, filter: { text: "sofware enginer" }) { nodes { ${person} } } }`,
  `{ mentors(first: 20, filter: { text: "consultent" }) { totalCount nodes { ${person} } } }`,
  '{ mentors(first: 20, filter: { text: "data analist" }) { nodes { id givenName familyName } } }'
]

/** Each connection asks as one person, without a pause, whatever it is told about when to come again. */
async function floodOne({ url }: FloodOrder, tasks: Task[], at: number, tell: Tell, isOver: () => boolean) {
  const connection = openConnection(url)
  for (let n = at; !isOver(); n++) {
    const { asking } = tasks[n % tasks.length] as Task
    const answer = await connection.send(asking).catch((error: Error) => error)
    if (answer instanceof Error) tell('fault', answer.message)
    else if (answer.status === 200 && !answer.body.startsWith('{"errors"')) tell('answered')
    else if (answer.status === 429) tell('refused')
    else if (
      answer.status === 503 &&
      codesOf(bodyOf(answer))[0] === 'SERVICE_UNAVAILABLE' &&
      answer.headers['retry-after']
    )
      tell('unavailable')
    else tell('fault', `${answer.status} ${answer.body.slice(0, 200)}`)
  }
  connection.close()
}

type Tell = (what: keyof FloodSecond | 'fault', detail?: string) => void

function tally(): { tell: Tell; flooded: Flooded } {
  const flooded: Flooded = { seconds: [], faults: {}, cpuMs: 0 }
  const from = performance.now()
  const tell: Tell = (what, detail = '') => {
    if (what === 'fault') {
      flooded.faults[detail] = (flooded.faults[detail] ?? 0) + 1
      return
    }
    const second = Math.floor((performance.now() - from) / 1000)
    while (flooded.seconds.length <= second) flooded.seconds.push({ answered: 0, refused: 0, unavailable: 0 })
    ;(flooded.seconds[second] as FloodSecond)[what] += 1
  }
  return { tell, flooded }
}

async function flood(order: FloodOrder, isOver: () => boolean): Promise<Flooded> {
  const { tell, flooded } = tally()
  const before = process.cpuUsage()
  await Promise.all(
    order.tokens.map((token, index) => {
      const documents = index < order.staffCount ? [...ofStaff, ...ofAll] : ofAll
      const tasks = documents.map((query) => graphql('flood', { token }, { query }, isRight))
      return floodOne(order, tasks, index, tell, isOver)
    })
  )
  const { user, system } = process.cpuUsage(before)
  return { ...flooded, cpuMs: (user + system) / 1000 }
}

let isOver = false
process.on('message', async (message: FloodOrder | 'stop') => {
  if (message === 'stop') isOver = true
  else process.send?.(await flood(message, () => isOver))
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
