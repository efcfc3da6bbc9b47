import t from 'tap'
import { testDatabase } from '../support/database.ts'
for (let i=0;i<3;i++) t.test('x'+i, async t => {
  const t0=Date.now(); const d = await testDatabase(t); console.error('clone', Date.now()-t0)
  t.equal((await d.database.pool.query('select current_user u, current_setting(\'timezone\') tz')).rows[0].u, 'halfhour_app')
})
