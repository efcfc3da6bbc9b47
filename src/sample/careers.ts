import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Chance } from './chance.ts'
import { employersOf } from './vocabulary.ts'

type Csv = Record<string, string>

const read = (name: string): Csv[] =>
  parse(readFileSync(new URL(`../../prisma/taxonomy/${name}.csv`, import.meta.url)), { columns: true })

const occupations = read('occupations')
const titlesByCode = Map.groupBy(read('titles'), ({ code }) => code)
const socByProgram = Map.groupBy(read('crosswalk'), ({ cip }) => cip)
const occupationsBySoc = Map.groupBy(occupations, ({ soc2018 }) => soc2018)
const industries = read('industries').filter(({ level }) => level === '6')

/** Programs of study that lead to an occupation of the shipped taxonomy. */
export const programs = read('programs')
  .filter(
    ({ code, level }) => level === '6' && (socByProgram.get(code) ?? []).some(({ soc }) => occupationsBySoc.has(soc))
  )
  .map(({ code }) => code as string)

export interface Job {
  title: string
  employer: string
  occupationCode: string
  industryCode: string
}

// Sectors in which the major groups of occupations mostly work; the rest works anywhere.
const sectorsByMajor: Record<string, readonly string[]> = {
  '11': ['52', '54', '31-33', '62'],
  '13': ['52', '54', '92'],
  '15': ['51', '54', '52'],
  '17': ['54', '31-33', '23'],
  '19': ['54', '62', '92'],
  '21': ['62', '61', '92'],
  '23': ['54', '92'],
  '25': ['61'],
  '27': ['51', '71'],
  '29': ['62'],
  '31': ['62'],
  '41': ['44-45', '42', '52']
}

const sectors = [...new Set(industries.map(({ code }) => sectorOf(code as string)))]

function sectorOf(code: string): string {
  const two = code.slice(0, 2)
  return { 31: '31-33', 32: '31-33', 33: '31-33', 44: '44-45', 45: '44-45', 48: '48-49', 49: '48-49' }[two] ?? two
}

const industriesBySector = Map.groupBy(industries, ({ code }) => sectorOf(code as string))

/** An occupation that a program prepares for by the crosswalk, or once in a while any other: people change careers. */
export function occupationFor(chance: Chance, program: string): string {
  const prepared = (socByProgram.get(program) ?? []).flatMap(({ soc }) => occupationsBySoc.get(soc) ?? [])
  const found = prepared.length > 0 && chance.is(0.85) ? chance.pick(prepared) : chance.pick(occupations)
  return found.code as string
}

/** A job in an occupation: a title that people use for it, in an industry where it is at home. */
export function jobIn(chance: Chance, occupationCode: string): Job {
  const usual = (sectorsByMajor[occupationCode.slice(0, 2)] ?? sectors).filter((sector) =>
    industriesBySector.has(sector)
  )
  const sector = chance.pick(usual.length > 0 ? usual : sectors)
  const titles = (titlesByCode.get(occupationCode) ?? []).map(({ title }) => title as string)
  const official = occupations.find(({ code }) => code === occupationCode)?.title as string
  return {
    title: titles.length > 0 ? chance.pick(titles) : official,
    employer: chance.pick(employersOf(sector)),
    occupationCode,
    industryCode: chance.pick(industriesBySector.get(sector) ?? industries).code as string
  }
}
