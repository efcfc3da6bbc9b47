import { setTimeout } from 'node:timers/promises'
import { Chance } from '../src/sample/chance.ts'
import { type Connection, openConnection } from './load-connection.ts'
import { hostileTask } from './load-hostile.ts'
import type { LoadPeople, Pair } from './load-people.ts'
import { reads } from './load-reads.ts'
import type { Tally } from './load-tally.ts'
import { type Body, bodyOf, type Script, type Task } from './load-task.ts'
import { busySeconds, faultOf } from './load-verdict.ts'
import { mainJob } from './load-writes.ts'

export interface LoadGround {
  url: string
  people: LoadPeople
  /** Pairs that nobody is at work with. */
  freePairs: Pair[]
  tally: Tally
  isOver(): boolean
}

// 5 % of all requests.
const hostilePerOrdinary = 0.05 / 0.95
const mainJobShare = 0.2
const cumulated = reads.map((_, index) => reads.slice(0, index + 1).reduce((sum, { weight }) => sum + weight, 0))

/**
 * One connection at work until the load is over. Every fourth is shared by three lanes that send without waiting for one
 * another, so that an answer in the wrong place would be the wrong one for its request.
 */
export async function runClient(ground: LoadGround, number: number): Promise<void> {
  const connection = openConnection(ground.url)
  const lanes = Array.from({ length: number % 4 === 0 ? 3 : 1 }, (_, lane) => new Chance(number * 10 + lane + 1))
  try {
    await Promise.all(lanes.map((chance) => runLane(ground, connection, chance)))
  } finally {
    connection.close()
  }
}

async function runLane(ground: LoadGround, connection: Connection, chance: Chance): Promise<void> {
  const { freePairs, people } = ground
  while (!ground.isOver()) {
    const pair = chance.is(mainJobShare) ? freePairs.shift() : undefined
    const read = reads[chance.weighted(cumulated)] as (typeof reads)[number]
    const campus = chance.pick(people.campuses)
    const script = pair ? mainJob(pair, chance) : read.read({ campus, chance, campusOf: people.campusOf })
    // A main job that went wrong half-way keeps its mentor's place: that pair is not used again.
    if ((await play(ground, connection, chance, script)) && pair) freePairs.push(pair)
  }
}

// A script is played to its end even when the load is over meanwhile, so that no draft is left waiting.
async function play(ground: LoadGround, connection: Connection, chance: Chance, script: Script): Promise<boolean> {
  let step = script.next()
  while (!step.done) {
    if (chance.is(hostilePerOrdinary)) await ask(ground, connection, hostileTask(ground.people.campuses, chance))
    const body = await ask(ground, connection, step.value)
    if (body === undefined) return false
    step = script.next(body)
  }
  return true
}

/** The body of the right answer; nothing when there was none, which the tally then knows. */
async function ask(ground: LoadGround, connection: Connection, task: Task): Promise<Body | undefined> {
  const { tally } = ground
  while (true) {
    const answer = await connection.send(task.asking).catch((error: Error) => error)
    if (answer instanceof Error) return tally.missed(task, answer.message, exampleOf(task))
    tally.answered(task, answer)
    const body = bodyOf(answer)
    const seconds = busySeconds(answer, body)
    if (seconds === null) {
      const fault = faultOf(task, answer, body)
      if (fault) return tally.missed(task, fault, `${exampleOf(task)} gave ${answer.body.slice(0, 400)}`)
      return body
    }
    if (ground.isOver()) return undefined
    await setTimeout(seconds * 1000)
  }
}

const exampleOf = ({ asking: { method, path, body = '' } }: Task): string =>
  `${method} ${path.slice(0, 200)} ${String(body).slice(0, 300)}`.trim()
