import t from 'tap'
import ts from 'typescript'
import { type SourceFile, sourceFiles } from './source.ts'

const files = sourceFiles('src')
const quantile = (sorted: number[], q: number) => sorted[Math.floor(q * (sorted.length - 1))] as number
const ascending = (numbers: number[]) => numbers.toSorted((a, b) => a - b)

const parse = ({ path, text }: SourceFile) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)

function functionsOf(file: SourceFile): { name: string; length: number }[] {
  const found: { name: string; length: number }[] = []
  const source = parse(file)
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const start = source.getLineAndCharacterOfPosition(node.getStart()).line
      const length = source.getLineAndCharacterOfPosition(node.end).line - start + 1
      found.push({ name: `${file.path}:${start + 1}`, length })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

t.test('files are short enough to be read at once', async (t) => {
  const lengths = ascending(files.map(({ lines }) => lines.length))
  t.same(
    files.filter(({ lines }) => lines.length > 300).map(({ path }) => path),
    [],
    'none over 300 lines'
  )
  t.ok(quantile(lengths, 0.5) <= 70, `median ${quantile(lengths, 0.5)} of at most 70 lines`)
  t.ok(quantile(lengths, 0.9) <= 200, `p90 ${quantile(lengths, 0.9)} of at most 200 lines`)
})

t.test('functions are short enough to be held in the head', async (t) => {
  const functions = files.flatMap(functionsOf)
  const lengths = ascending(functions.map(({ length }) => length))
  t.same(
    functions.filter(({ length }) => length > 60),
    [],
    'none over 60 lines'
  )
  t.ok(quantile(lengths, 0.5) <= 10, `median ${quantile(lengths, 0.5)} of at most 10 lines`)
  t.ok(quantile(lengths, 0.9) <= 35, `p90 ${quantile(lengths, 0.9)} of at most 35 lines`)
})

t.test('a resolver translates and does nothing else', async (t) => {
  const resolvers = files.filter(({ path }) => /\.resolvers\.ts$/.test(path)).flatMap(functionsOf)
  t.same(
    resolvers.filter(({ length }) => length > 8),
    [],
    'a signature and at most 6 lines of body'
  )
})

t.test('exported functions of services, rules and reports say what they guarantee', async (t) => {
  const isDocumented = /\.(service|rules|report)\.ts$/
  const silent = files
    .filter(({ path }) => isDocumented.test(path))
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => {
        const name = /^export (?:async )?(?:function|const) (\w+)(?:<|\(| = (?:async )?[(<])/.exec(line)?.[1]
        return name && !/\*\/$/.test(lines[index - 1] ?? '') ? [`${path}: ${name}`] : []
      })
    )
  t.same(silent, [])
})

t.test('comments are between 5 and 12 percent of the lines', async (t) => {
  const lines = files.flatMap((file) => file.lines)
  const comments = lines.filter((line) => /^\s*(\/\/|\/\*|\*)/.test(line))
  const share = (100 * comments.length) / lines.length
  t.ok(share >= 5 && share <= 12, `${share.toFixed(1)} %`)
})

t.test('nothing is named after a mood or a drawer', async (t) => {
  const drawers = /(^|[/.-])(utils?|helpers?|common|misc|manager|base)([/.-])/
  t.same(
    files.filter(({ path }) => drawers.test(path)).map(({ path }) => path),
    []
  )
})

t.test('nothing is left open', async (t) => {
  const open = files.flatMap(({ path, lines }) =>
    lines.filter((line) => /\b(TODO|FIXME|XXX|HACK)\b|console\./.test(line)).map((line) => `${path}: ${line.trim()}`)
  )
  t.same(open, [])
})
