import { chromium } from 'playwright-core'
import t from 'tap'
import { apiPages } from '../src/plugins/api-pages.ts'
import { testApp } from './support/app.ts'
import { campus } from './support/campus.ts'
t.test('b', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const student = await home.student(); await home.mentor({ givenName: 'Grace' })
  if (!app.fastify.hasRoute({ url: '/graphiql', method: 'GET' })) await app.fastify.register(apiPages, { graphiql: true, docs: true })
  const origin = await app.fastify.listen({ port: 0, host: '127.0.0.1' })
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
  page.on('console', (m) => console.log('CONSOLE', m.type(), m.text().slice(0, 300)))
  page.on('pageerror', (e) => console.log('PAGEERROR', e.message))
  page.on('request', (r) => { if (!r.url().startsWith(origin) && !r.url().startsWith('data:') && !r.url().startsWith('blob:')) console.log('FOREIGN', r.url()) })
  page.on('response', (r) => { if (r.status() >= 400) console.log('STATUS', r.status(), r.url()) })
  console.log('--- graphiql no token'); await page.goto(origin + '/graphiql', { waitUntil: 'networkidle' }); await page.screenshot({ path: '/tmp/shots/g0.png' })
  console.log('--- graphiql token'); await page.goto('about:blank'); await page.goto(origin + '/graphiql#token=' + student.token, { waitUntil: 'networkidle' })
  await page.click('.graphiql-execute-button'); await page.waitForTimeout(1500); await page.screenshot({ path: '/tmp/shots/g1.png' }); console.log(page.url())
  await page.click('button[aria-label="Show Documentation Explorer"]').catch((e) => console.log(e.message)); await page.waitForTimeout(800); await page.screenshot({ path: '/tmp/shots/g2.png' })
  console.log('--- docs'); await page.goto(origin + '/docs', { waitUntil: 'networkidle' }); await page.waitForTimeout(2500); await page.screenshot({ path: '/tmp/shots/d0.png' })
  await page.mouse.wheel(0, 4000); await page.waitForTimeout(1500); await page.screenshot({ path: '/tmp/shots/d1.png' })
  console.log(await page.evaluate(() => document.body.innerText.slice(0, 600)))
  const h = await fetch(origin + '/docs/'); console.log(h.headers.get('content-security-policy'))
  await browser.close()
})
