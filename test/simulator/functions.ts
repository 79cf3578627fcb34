import { guidOf } from '../generators/guid.ts'
import { mix } from '../generators/random.ts'
import { spaces } from '../generators/rows.ts'
import { type Caller, json, type Reply, visible } from './caller.ts'
import { badRequest } from './error.ts'
import { readQuery } from './options.ts'
import { entitySets, setNames } from './schema.ts'

const organization = guidOf(mix(spaces.other), 1)

export interface MunicipalityLink {
  readonly kommuneid: string
  readonly kommunenummer: string
  readonly navn: string
  readonly apiBase: string
}

/** `WhoAmI`, with what the facade adds: name, roles, municipalities. */
export function whoAmI(caller: Caller, municipalities: readonly MunicipalityLink[]): Reply {
  const body = JSON.stringify({
    '@odata.context': `${caller.apiBase}$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
    BusinessUnitId: caller.world.id,
    UserId: caller.user.id,
    OrganizationId: organization,
    imdi_navn: caller.user.name,
    imdi_roller: caller.user.roles,
    imdi_kommuner: municipalities,
  })
  return { status: 200, headers: { 'content-type': json }, body }
}

/** `RetrieveTotalRecordCount(EntityNames=['imdi_tilskuddssak',…])`, also with a parameter alias. */
export function totalRecordCount(caller: Caller, path: string, search: string): Reply {
  const [, given = ''] = /^RetrieveTotalRecordCount\(EntityNames=(.*)\)$/.exec(decodeURIComponent(path)) ?? []
  const list = given.startsWith('@') ? (readQuery(search).get(given) ?? '') : given
  const names = [...list.matchAll(/['"]([a-z_]+)['"]/g)].map(([, name = '']) => name)
  if (names.length === 0) throw badRequest('The parameter EntityNames is missing.')
  const counts = names.map((name) => countOf(caller, name))
  const body = JSON.stringify({
    '@odata.context': `${caller.apiBase}$metadata#Microsoft.Dynamics.CRM.RetrieveTotalRecordCountResponse`,
    EntityRecordCountCollection: { Count: names.length, IsReadOnly: false, Keys: names, Values: counts },
  })
  return { status: 200, headers: { 'content-type': json }, body }
}

/** A snapshot within the day in the real service; here the rows from the start and the changes counted over. */
function countOf(caller: Caller, logicalName: string): number {
  const name = setNames.find((each) => entitySets[each].logicalName === logicalName)
  if (!name) throw badRequest(`The entity with a name = '${logicalName}' was not found in the MetadataCache.`)
  const table = caller.world.table(name)
  let count = caller.seesAll ? table.base.count() : caller.world.ordinary(name)
  for (const { id, row, last } of table.changesAfter(0)) {
    if (!visible(caller, name, last)) continue
    const base = table.base.indexOf(id) !== null
    if (base && !row) count--
    if (!base && row) count++
  }
  return count
}

const edmTypes = {
  key: 'Guid',
  lookup: 'Guid',
  text: 'String',
  int: 'Int32',
  choice: 'Int32',
  money: 'Decimal',
  date: 'Date',
  moment: 'DateTimeOffset',
}

/** A minimal `$metadata`, enough to read columns and navigation names from. */
export function metadata(): Reply {
  const entities = setNames.map((name) => {
    const set = entitySets[name]
    const columns = set.columns.map(
      (column) =>
        `<Property Name="${column.name}" Type="Edm.${edmTypes[column.kind]}"${column.max ? ` MaxLength="${column.max}"` : ''} />`,
    )
    const links = set.bindings.map(
      ({ name: link, target, lookup }) =>
        `<NavigationProperty Name="${link}" Type="mscrm.${entitySets[target].logicalName}" Nullable="true"><ReferentialConstraint Property="${lookup}" ReferencedProperty="${entitySets[target].key}" /></NavigationProperty>`,
    )
    return `<EntityType Name="${set.logicalName}"><Key><PropertyRef Name="${set.key}" /></Key>${columns.join('')}${links.join('')}</EntityType>`
  })
  const sets = setNames.map(
    (name) => `<EntitySet Name="${name}" EntityType="Microsoft.Dynamics.CRM.${entitySets[name].logicalName}" />`,
  )
  const body = `<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">${entities.join('')}<EntityContainer Name="System">${sets.join('')}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`
  return { status: 200, headers: { 'content-type': 'application/xml' }, body }
}
