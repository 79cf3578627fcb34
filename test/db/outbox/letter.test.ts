import { describe, expect, test } from 'vitest'
import { composeRequest, suggestTitle } from '../../../db/outbox/outbox.ts'
import { readDate } from '../../../db/outbox/read-date.ts'
import { fullFields, madeBasis, madeCase, noFields, termBasis, termNumber } from './made-basis.ts'

describe('What IMDi receives', () => {
  test("is the manual's letter: who, which term and dates, which municipality, what, why", () => {
    expect(composeRequest(fullFields, madeBasis)).toEqual({
      subject: 'Mangler 3. termin 2024, integreringstilskudd år 2',
      noteSubject: 'Endringsforespørsel',
      noteText: [
        'DUF-nummer: 2012 123456 03',
        'Gjelder: 3. termin 2024 (01.07.2024–30.09.2024)',
        'Kommune: Sandefjord (3907)',
        '',
        'Hva ønskes endret:',
        'Utbetal 3. termin 2024 for tilskudd år 2. 63 500 kr mangler i grunnlaget.',
        '',
        'Hvorfor:',
        'Personen var bosatt i kommunen hele perioden.',
        'Øvrige i år 2 fikk terminen utbetalt.',
      ].join('\n'),
    })
  })

  test('holds no name and no national identity number', () => {
    const { subject, noteText } = composeRequest({ ...fullFields, title: '' }, madeBasis)
    for (const secret of [madeCase.familyName, madeCase.givenName, madeCase.nationalId, madeCase.caseNumber]) {
      expect(`${subject}\n${noteText}`).not.toContain(secret)
    }
  })

  test('reads as it looks: no control characters, no turned reading direction, no halves of characters', () => {
    const typed = { ...noFields, title: 'Feil\u0000 beløp\ud800', what: 'A\u0007B\u202eC\r\n\tD 👨‍👩‍👧 \udc00é' }
    const { subject, noteText } = composeRequest(typed, madeBasis)
    expect(subject).toBe('Feil beløp')
    expect(noteText).toContain('Hva ønskes endret:\nABC\n\tD 👨‍👩‍👧 é')
  })

  test('leaves out the lines that have nothing to say', () => {
    expect(composeRequest({ ...noFields, what: 'Utbetal terminen.' }, madeBasis).noteText).toBe(
      'DUF-nummer: 2012 123456 03\n\nHva ønskes endret:\nUtbetal terminen.',
    )
    expect(composeRequest(noFields, { ...madeBasis, case: { ...madeCase, dufNumber: '' } }).noteText).toBe('')
  })

  test('about a whole term names the term and no person', () => {
    const fields = { ...noFields, what: 'Fem personer mangler.', termIds: [termNumber(3).id] }
    expect(composeRequest(fields, termBasis)).toEqual({
      subject: 'Gjelder hele 3. termin 2024',
      noteSubject: 'Endringsforespørsel',
      noteText: 'Gjelder: 3. termin 2024\n\nHva ønskes endret:\nFem personer mangler.',
    })
  })

  test.each([
    ['1.7.2024', '', 'fra 01.07.2024'],
    ['', '30.09.2024', 'til 30.09.2024'],
    ['01.07.2024', '1.7.2024', '01.07.2024'],
    ['midten av juli', '', 'fra midten av juli'],
    ['midten av juli', '2024-09-30', 'midten av juli–30.09.2024'],
  ])('writes the dates %j and %j as %j', (fromDate, toDate, shown) => {
    expect(composeRequest({ ...noFields, fromDate, toDate }, madeBasis).noteText).toContain(`Gjelder: ${shown}`)
  })

  test('names several terms oldest first, and a title on one line', () => {
    const fields = {
      ...noFields,
      termIds: [termNumber(4).id, termNumber(2).id],
      title: ' Feil\n beløp\ti  to terminer ',
    }
    const letter = composeRequest(fields, madeBasis)
    expect(letter.subject).toBe('Feil beløp i to terminer')
    expect(letter.noteText).toContain('Gjelder: 2. termin 2024, 4. termin 2024')
  })
})

describe('A suggested title', () => {
  test.each([
    ['missing-payment', [3], 'Mangler 3. termin 2024, integreringstilskudd år 2'],
    ['missing-payment', [], 'Mangler utbetaling, integreringstilskudd år 2'],
    ['wrong-amount', [2, 3], 'Feil beløp 2. termin 2024 og 3. termin 2024, integreringstilskudd år 2'],
    ['wrong-municipality', [], 'Feil kommune eller flytting, integreringstilskudd år 2'],
    ['ended', [], 'Død, utvandret eller utenfor målgruppen, integreringstilskudd år 2'],
    ['other', [4], 'Endring 4. termin 2024, integreringstilskudd år 2'],
    [null, [3], 'Gjelder 3. termin 2024, integreringstilskudd år 2'],
    [null, [], 'Gjelder integreringstilskudd år 2'],
  ] as const)('for %s and terms %j is %j', (problem, numbers, title) => {
    expect(suggestTitle({ ...noFields, problem, termIds: numbers.map((n) => termNumber(n).id) }, madeBasis)).toBe(title)
  })

  test('for a term says that it is the whole term', () => {
    expect(suggestTitle({ ...noFields, problem: 'wrong-amount' }, termBasis)).toBe(
      'Feil beløp: gjelder hele 3. termin 2024',
    )
  })
})

describe('A typed date', () => {
  test.each([
    ['1.9.2021', '2021-09-01'],
    ['01.09.2021', '2021-09-01'],
    ['01-09-2021', '2021-09-01'],
    ['1/9 2021', '2021-09-01'],
    ['1. 9. 2021', '2021-09-01'],
    ['2021-09-01', '2021-09-01'],
    ['29.02.2024', '2024-02-29'],
    ['29.02.2023', null],
    ['31.04.2021', null],
    ['32.01.2021', null],
    ['1.13.2021', null],
    ['09.2021', null],
    ['i fjor', null],
    ['', null],
  ])('%j is %j', (typed, date) => {
    expect(readDate(typed)).toBe(date)
  })
})
