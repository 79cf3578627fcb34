/** The `Prefer` headers of our questions. */
const annotations =
  'odata.include-annotations="OData.Community.Display.V1.FormattedValue,Microsoft.Dynamics.CRM.lookuplogicalname"'

export const pageSize = 5_000

/** The same on every page of one pull: the server may hold it to the first. */
export const preferPages = { prefer: `odata.track-changes,odata.maxpagesize=${pageSize},${annotations}` } as const
export const preferTexts = { prefer: annotations } as const
