const nbsp = '\u00a0'

/** A DUF number in its groups, `2022 216519 02`; anything that is not twelve digits is shown as it came. */
export function formatDuf(duf: string): string {
  const groups = /^(\d{4})(\d{6})(\d{2})$/.exec(duf)
  return groups === null ? duf : `${groups[1]}${nbsp}${groups[2]}${nbsp}${groups[3]}`
}

/** A national identity number or D-number in its groups, `148394 40708`. */
export function formatNationalId(id: string): string {
  const groups = /^(\d{6})(\d{5})$/.exec(id)
  return groups === null ? id : `${groups[1]}${nbsp}${groups[2]}`
}

/** `Etternavn, Fornavn`, or what there is of it. */
export function formatPerson(familyName: string, givenName: string): string {
  return [familyName, givenName].filter((name) => name !== '').join(', ')
}
