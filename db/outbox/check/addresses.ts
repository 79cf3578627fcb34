/**
 * Text that looks like a Norwegian street address: a street's name and a house number (`Storgata 12`,
 * `Kirkeveien 3B`, `Olav Tryggvasons gate 24`, `Øvre Torggate 5`), or a post box. Addresses are never needed by IMDi
 * and can put a person in danger; a false alarm costs a glance.
 */
export interface FoundAddress {
  readonly start: number
  readonly end: number
}

/** Endings that make a word a street's name, bokmål and nynorsk. */
const endings =
  'vegen|veien|vei|veg|gata|gaten|gate|gt|alléen|alleen|allé|alle|plassen|plass|torget|torg|stien|sti|bakken|bakke' +
  '|svingen|sving|ringen|kroken|kleiva|kleiven|lia|løkka|løkken|haugen|åsen|tunet|tun|jordet|brygga|bryggen|brygge' +
  '|kaien|kaia|kai|smauet|smug|grenda|terrasse|terrassen|faret|toppen|vollen|enga|hagen'
const number = '\\d{1,4}(?:\\s?[a-hA-H](?![\\p{L}\\d]))?'
/** Not a date, an amount, a term or a year behind the name: `Storgata 12.09.2021` is read as far as it goes. */
const notMore = '(?![\\d.,]*\\d|\\s?(?:%|kr|kroner|termin|dager|måneder|år|personer)(?!\\p{L}))'
const house = `${number}${notMore}`

/** First words of many streets' names. */
const side = '(?:(?:Øvre|Nedre|Nordre|Søndre|Søre|Vestre|Østre|Ytre|Indre|Gamle|Nye|Store|Lille|Vesle)\\s+)?'
const inOneWord = `${side}[\\p{Lu}][\\p{L}.'-]*(?:${endings})`
const inTwoWords = `[\\p{Lu}][\\p{L}.'-]+(?:\\s+[\\p{L}.'-]+){0,2}\\s+(?:${endings})`
const lowerCase = `\\p{L}{3,}(?:vegen|veien|veg|vei|gata|gaten|gate|alléen|allé|plassen|svingen|stien|bakken)`

const pattern = new RegExp(
  `(?<![\\p{L}\\d])(?:(?:${inTwoWords}|${inOneWord}|${lowerCase})\\s+${house}|[Pp]ost?boks\\s+\\d{1,5})`,
  'gu',
)

export function findAddresses(text: string): FoundAddress[] {
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
}
