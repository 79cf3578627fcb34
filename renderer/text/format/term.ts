/** `3. termin 2024`. */
export function formatTerm(term: { readonly number: number; readonly year: number }): string {
  return `${term.number}. termin ${term.year}`
}
