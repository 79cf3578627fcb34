import { guidOf } from '../generators/guid.ts'
import { mix, randomOf } from '../generators/random.ts'
import { spaces, types } from '../generators/rows.ts'
import type { World } from './world.ts'

const samples = [
  [
    'Mangler utbetaling i 2. termin',
    'Personen var bosatt hele terminen, men er ikke med i utbetalingen.',
    4,
    'Etterbetales i neste termin.',
  ],
  [
    'Flyttedato er feil',
    'Personen flyttet en måned senere enn det som er registrert.',
    5,
    'Folkeregisteret viser den registrerte datoen.',
  ],
  ['For mye utbetalt i 1. termin', 'Beløpet er utbetalt to ganger.', 4, 'Motregnet i 2. termin.'],
  ['Feil sats for år 1', 'Personen bor alene og skal ha sats for enslig voksen.', 2, null],
  [
    'Barnehagetilskudd ikke utbetalt',
    'Barnet var under seks år da familien ble bosatt.',
    4,
    'Utbetales i neste termin.',
  ],
  ['Er ikke lenger i målgruppen?', 'Vi ber om at saken blir vurdert på nytt.', 3, 'Vi trenger vedtaksdatoen fra UDI.'],
] as const

/** A few requests that were at IMDi before the start, so that lists are not empty. None on a case in grant year 2. */
export function seedRequests(world: World): void {
  const random = randomOf(world.municipality.plan.seed, 41)
  const cases = world.table('imdi_tilskuddssaks').base
  let index = 0
  for (const [at, [subject, notetext, statuscode, svar]] of samples.entries()) {
    do index += random.between(1, 3)
    while (index < cases.count() && !suitable(cases.at(index)))
    if (index >= cases.count()) return
    const activityid = guidOf(mix(world.municipality.plan.seed, spaces.request), at)
    const createdon = `${world.municipality.plan.year}-0${5 + (at % 4)}-1${at}T10:1${at}:00Z`
    const common = { createdon, modifiedon: createdon, statecode: statuscode > 3 ? 1 : 0 }
    world.table('imdi_endringsforesporsels').put(
      activityid,
      {
        activityid,
        subject,
        _regardingobjectid_value: cases.at(index).imdi_tilskuddssakid ?? null,
        '_regardingobjectid_value#': 'imdi_tilskuddssaks',
        imdi_sendtav: 'Ragnhild Øverås',
        statuscode,
        imdi_svar: svar,
        ...common,
      },
      world.nextVersion(),
    )
    const annotationid = guidOf(mix(world.municipality.plan.seed, spaces.note), at)
    world
      .table('annotations')
      .put(
        annotationid,
        { annotationid, subject, notetext, _objectid_value: activityid, statuscode: 1, ...common, statecode: 0 },
        world.nextVersion(),
      )
  }
  world.backUp()
}

const suitable = (row: { readonly [column: string]: unknown }) =>
  row.imdi_type === types.integration && row.imdi_tilskuddsaar !== 2 && row.imdi_tilskuddsaar !== 1
