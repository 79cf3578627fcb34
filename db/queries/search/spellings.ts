/**
 * Bokmål and nynorsk spellings of the schemes' words find each other, and so do spellings that IMDi itself mixes.
 * Only the words of choice columns are spelled out so, never names: *Einar* must not find *Enar*.
 */
const pairs: readonly (readonly [string, string])[] = [
  ['tilskudd', 'tilskot'],
  ['enslig', 'einsleg'],
  ['voksne', 'vaksne'],
  ['voksen', 'vaksen'],
  ['atferd', 'adferd'],
  ['atferds', 'åtferds'],
  ['vansker', 'vanskar'],
  ['funksjonsevne', 'funksjonsevna'],
  ['nedsatt', 'nedsett'],
  ['stoppet', 'stoppa'],
  ['avsluttet', 'avslutta'],
  ['flyttet', 'flytta'],
  ['utvandret', 'utvandra'],
  ['målgruppen', 'målgruppa'],
  ['utenfor', 'utanfor'],
  ['død', 'daud'],
]

/** Every spelling of a folded text, itself first, one per line. */
export function spellings(text: string): string {
  let all = [text]
  for (const [a, b] of pairs) {
    all = all.flatMap((one) => [...new Set([one, one.replaceAll(a, b), one.replaceAll(b, a)])])
  }
  return [...new Set(all)].join('\n')
}
