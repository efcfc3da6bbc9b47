// Written here and not by a library: the one at hand folds by UTF-16 units, through the middle of characters, escapes
// colons, which RFC 6350 does not, and takes a text that begins like a URL for one when it reads, escapes and all.
const octetsMax = 75

// What TEXT has no place for (RFC 6350, 4.1)
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/** A text as a value of a vCard: one line, whatever it holds, with what would end a component escaped (RFC 6350, 3.4). */
export const escapedText = (value: string): string =>
  value
    .replace(/\r\n?/g, '\n')
    .replace(controls, ' ')
    .replace(/[\\,;]/g, '\\$&')
    .replaceAll('\n', '\\n')

/** A value of a vCard as the text that it was. Version 3.0 is written with escaped colons by some. */
export const unescapedText = (value: string): string =>
  value.replace(/\\([nN\\,;:])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign))

/** The components of a structured value, as N has them, still escaped. */
export function components(value: string): string[] {
  const parts = ['']
  for (const piece of value.match(/\\.|[^\\;]+|;|\\$/gs) ?? []) {
    if (piece === ';') parts.push('')
    else parts[parts.length - 1] += piece
  }
  return parts
}

/** A content line cut into pieces of at most 75 octets, never within a character (RFC 6350, 3.2). */
export function folded(line: string): string {
  let [out, octets] = ['', 0]
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > octetsMax) {
      out += '\r\n '
      octets = 1
    }
    out += character
    octets += size
  }
  return out
}

/** A property of a vCard as its file has it. */
export interface ContentLine {
  /** In upper case, without the group that it may stand in. */
  name: string
  /** As they stand there, in upper case. */
  parameters: string
  /** Still escaped. */
  value: string
}

/** A vCard of a file. */
export interface CardText {
  /** The line of BEGIN, from 1 on. */
  line: number
  properties: ContentLine[]
  /** Whether its END was there. */
  isComplete: boolean
}

// Nothing that is asked of parameters stands further behind.
const parametersMax = 500

const linePattern = /^(?:[\w-]+\.)?([\w-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$/s

/**
 * The vCards in a text, with whatever line ends it has. What stands outside of cards and what is no content line is passed
 * over, because address books write all sorts of things.
 */
export function cardsIn(text: string): CardText[] {
  const cards: CardText[] = []
  let open: CardText | null = null
  for (const { line, content } of unfolded(text)) {
    const [, name = '', parameters = '', value = ''] = linePattern.exec(content) ?? []
    const property = { name: name.toUpperCase(), parameters: parameters.slice(0, parametersMax).toUpperCase(), value }
    const bound = /^(BEGIN|END):VCARD\s*$/i.exec(content)?.[1]?.toUpperCase()
    if (bound === 'BEGIN') cards.push((open = { line, properties: [], isComplete: false }))
    else if (bound === 'END') {
      if (open) open.isComplete = true
      open = null
    } else if (name !== '') open?.properties.push(property)
  }
  return cards
}

function unfolded(text: string): { line: number; content: string }[] {
  const lines: { line: number; parts: string[] }[] = []
  text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .forEach((content, index) => {
      const last = lines.at(-1)
      if (last && /^[ \t]/.test(content)) last.parts.push(content.slice(1))
      else lines.push({ line: index + 1, parts: [content] })
    })
  return lines.map(({ line, parts }) => ({ line, content: parts.join('') }))
}
