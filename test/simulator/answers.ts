import { guidOf } from '../generators/guid.ts'
import { mix } from '../generators/random.ts'
import { spaces } from '../generators/rows.ts'
import { edit, rowsOf, stamp } from './rows-now.ts'
import type { World } from './world.ts'

export interface Answer {
  readonly activityid?: string | undefined
  readonly statuscode: number
  readonly svar: string
  /** Text of a note that IMDi adds under the request. */
  readonly note?: string | undefined
}

/** IMDi answers one request, or all that are open. */
export function answer(world: World, { activityid, statuscode, svar, note }: Answer): string[] {
  const open = [...rowsOf(world, 'imdi_endringsforesporsels')].filter((row) =>
    activityid ? row.activityid === activityid.toLowerCase() : Number(row.statuscode) <= 3,
  )
  return open.map((row) => {
    const id = String(row.activityid)
    edit(world, 'imdi_endringsforesporsels', id, { statuscode, imdi_svar: svar, statecode: statuscode > 3 ? 1 : 0 })
    if (note) addNote(world, id, note)
    return id
  })
}

function addNote(world: World, activityid: string, notetext: string): void {
  const version = world.nextVersion()
  const annotationid = guidOf(mix(world.municipality.plan.seed, spaces.note), version)
  const at = stamp(world)
  world.table('annotations').put(
    annotationid,
    {
      annotationid,
      subject: 'Svar fra IMDi',
      notetext,
      _objectid_value: activityid,
      createdon: at,
      modifiedon: at,
      statecode: 0,
      statuscode: 1,
    },
    version,
  )
}

/** IMDi takes a request up the moment it arrives: the title is theirs from now on. */
export function editArrived(world: World, activityid: string): void {
  const subject = String(world.table('imdi_endringsforesporsels').get(activityid)?.row.subject ?? '')
  edit(world, 'imdi_endringsforesporsels', activityid, { subject: `[IMDi] ${subject}`.slice(0, 200), statuscode: 2 })
}
