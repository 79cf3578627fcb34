/** The steps of work.db, in order. Add at the end; never change one that has shipped. */
import * as draftsAndHistory from './0010-drafts-and-history.ts'

export const workSteps = [draftsAndHistory]
