import { existsSync, readdirSync, readFileSync } from 'node:fs'
import t from 'tap'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(new URL('docs', root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
]
const scripts = JSON.parse(read('package.json')).scripts as Record<string, string>

t.test('every command that a page names is one of package.json', async (t) => {
  for (const page of pages) {
    const named = [...read(page).matchAll(/npm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g)].map(
      (match) => match[1] ?? (match[2] as string)
    )
    t.same(
      named.filter((name) => !(name in scripts)),
      [],
      page
    )
  }
})

t.test('every file that a page links to is there', async (t) => {
  for (const page of pages) {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map((match) => match[1] as string)
    t.same(
      links.filter((link) => !existsSync(new URL(link, new URL(page, root)))),
      [],
      page
    )
  }
})

t.test('every script runs a file that is there', async (t) => {
  for (const [name, command] of Object.entries(scripts)) {
    const file = /\b((?:src|test|prisma|bench)\/[\w./-]+\.ts)/.exec(command)?.[1]
    if (file) t.ok(existsSync(new URL(file, root)), `${name}: ${file}`)
  }
})

t.test('every decision is a sentence of at most 40 lines', async (t) => {
  for (const page of pages.filter((name) => name.startsWith('docs/decisions/'))) {
    t.ok(read(page).trimEnd().split('\n').length <= 40, page)
    t.match(read(page), /^# \S+/, page)
  }
})

t.test('README marks the two commands that set everything up', async (t) => {
  for (const mark of ['run', 'test'])
    t.match(read('README.md'), new RegExp(`<!-- ${mark} -->\\n\`\`\`sh\\nnpm ci && npm (start|test)\\n`))
})
