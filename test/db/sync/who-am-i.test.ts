import { expect, test } from 'vitest'
import { roleChange } from '../../../db/sync/who-am-i.ts'

const main = 'Kommune saksbehandler INTTIL/EMTIL'
const renamed = 'Kommune saksbehandler IMDi Tilskudd'
const extra = 'Kommune saksbehandler ekstratilskudd'

test.each([
  ['the same roles', [main, extra], [extra, main], { kind: 'none' }],
  ['the main role under its later name', [main], [renamed], { kind: 'none' }],
  ['a role that opens nothing here', [main], [main, 'Leder'], { kind: 'none' }],
  ['the extra role lost', [main, extra], [main], { kind: 'lost', keep: { except: [100000002] } }],
  ['the main role lost', [main, extra], [extra], { kind: 'lost', keep: { only: [100000002] } }],
  ['the extra role gained', [main], [main, extra], { kind: 'gained' }],
  ['one role for the other: all is pulled anew', [extra], [main], { kind: 'gained' }],
  ['no role left', [main], [], { kind: 'no-role' }],
  ['never a role', [], ['Leder'], { kind: 'no-role' }],
])('%s', (_what, before, now, change) => {
  expect(roleChange(before, now)).toEqual(change)
})
