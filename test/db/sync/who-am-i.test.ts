import { expect, test } from 'vitest'
import { roleChange } from '../../../db/sync/who-am-i.ts'

const main = 'Kommune saksbehandler INTTIL/EMTIL'
const renamed = 'Kommune saksbehandler IMDi Tilskudd'
const extra = 'Kommune saksbehandler ekstratilskudd'

const extraOnly = { only: [100000002] }
const allButExtra = { except: [100000002] }

test.each([
  ['the same roles', [main, extra], [extra, main], { lost: null, gained: false, held: [extra, main] }],
  ['the main role under its later name', [main], [renamed], { lost: null, gained: false, held: [renamed] }],
  ['a role that opens nothing here', [main], [main, 'Leder'], { lost: null, gained: false, held: [main, 'Leder'] }],
  ['the extra role lost', [main, extra], [main], { lost: allButExtra, gained: false, held: [main] }],
  ['the main role lost', [main, extra], [extra], { lost: extraOnly, gained: false, held: [extra] }],
  ['the extra role gained', [main], [main, extra], { lost: null, gained: true, held: [main] }],
  ['one role for the other', [extra], [main], { lost: { only: [] }, gained: true, held: [] }],
  ['no role left', [main], [], { lost: { only: [] }, gained: false, noRole: true, held: [] }],
  ['never a role', [], ['Leder'], { lost: null, gained: false, noRole: true, held: ['Leder'] }],
])('%s', (_what, before, now, change) => {
  expect(roleChange(before, now)).toEqual({ noRole: false, ...change })
})
