import { caseView } from './case.ts'
import { cases } from './cases.ts'
import { dashboard } from './dashboard.ts'
import { draft } from './draft.ts'
import { broken, errorActions, errors, startOver } from './errors.ts'
import { frame } from './frame.ts'
import { requests } from './requests.ts'
import { settings } from './settings.ts'
import { firstSync, signIn } from './sign-in.ts'
import { words } from './words.ts'

/** Bokmål. Each screen has its own object; a new screen adds a file and a line here. */
export const nb = {
  broken,
  caseView,
  cases,
  dashboard,
  draft,
  errorActions,
  errors,
  firstSync,
  frame,
  requests,
  settings,
  signIn,
  startOver,
  words,
}
