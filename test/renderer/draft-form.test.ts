import { describe, expect, it } from 'vitest'
import type { DraftWarning } from '../../db/domain.ts'
import { checklistOf } from '../../renderer/views/draft/checklist.ts'
import { excerptsIn, placesOf, withoutExcerpt } from '../../renderer/views/draft/excerpts.ts'
import { datesAfter, periodOf } from '../../renderer/views/draft/period.ts'
import { readDay } from '../../renderer/views/draft/read-day.ts'
import { term } from './case-rows.ts'
import { emptyFields } from './request-rows.ts'

const address = (start: number, end: number): DraftWarning => ({
  code: 'street-address',
  field: 'why',
  start,
  end,
  text: '«Storgata 12» ser ut som en gateadresse. Skriv bare kommune.',
})

describe('dates of the chosen terms', () => {
  it('a term is its quarter, several are from the first to the last', () => {
    expect(periodOf([term(2024, 3)])).toEqual({ from: '01.07.2024', to: '30.09.2024' })
    expect(periodOf([term(2022, 1), term(2021, 4)])).toEqual({ from: '01.10.2021', to: '31.03.2022' })
    expect(periodOf([term(2021, 2)])).toEqual({ from: '01.04.2021', to: '30.06.2021' })
    expect(periodOf([])).toBe(null)
  })

  it('are filled in while nothing else is typed, and follow another choice', () => {
    const first = datesAfter({ fromDate: '', toDate: '' }, [], [term(2024, 3)])
    expect(first).toEqual({ fromDate: '01.07.2024', toDate: '30.09.2024' })
    expect(datesAfter(first, [term(2024, 3)], [])).toEqual({ fromDate: '', toDate: '' })
  })

  it('a typed date is never overwritten', () => {
    const typed = { fromDate: '12/8 2024', toDate: '30.09.2024' }
    expect(datesAfter(typed, [term(2024, 3)], [term(2024, 4)])).toEqual({
      fromDate: '12/8 2024',
      toDate: '31.12.2024',
    })
  })
})

describe('the calendar reads what is typed', () => {
  it.each([
    ['12.09.2021', '2021-09-12'],
    ['1/9 2021', '2021-09-01'],
    ['01-09-2021', '2021-09-01'],
    ['2021-09-12', '2021-09-12'],
    ['31.02.2021', null],
    ['september', null],
    ['', null],
  ])('%s', (typed, day) => {
    expect(readDay(typed)).toBe(day)
  })
})

describe('words that had better not be sent', () => {
  const checked = { ...emptyFields, why: 'Bodde i Storgata 12. Ellers likt.' }

  it('are found where the engine saw them', () => {
    expect(excerptsIn('why', [address(8, 19)], checked, checked)).toMatchObject([
      { text: 'Storgata 12', start: 8, end: 19 },
    ])
  })

  it('are found again when something is typed before them, and let go when they are gone', () => {
    const longer = { ...checked, why: `Personen ${checked.why}` }
    expect(excerptsIn('why', [address(8, 19)], checked, longer)).toMatchObject([{ start: 17, end: 28 }])
    expect(excerptsIn('why', [address(8, 19)], checked, { ...checked, why: 'Bodde her.' })).toEqual([])
  })

  it('are taken out without a gap, and nothing else is', () => {
    expect(withoutExcerpt('Bodde i Storgata 12. Ellers likt.', { start: 8, end: 19 })).toEqual({
      text: 'Bodde i. Ellers likt.',
      at: 7,
    })
    expect(withoutExcerpt('Bodde Storgata 12 hele året', { start: 6, end: 17 }).text).toBe('Bodde hele året')
    expect(withoutExcerpt('Storgata 12', { start: 0, end: 11 })).toEqual({ text: '', at: 0 })
  })

  it('are marked in the letter too', () => {
    expect(placesOf('Hvorfor:\nBodde i Storgata 12.', ['Storgata 12', ''])).toEqual([{ start: 17, end: 28 }])
  })
})

describe('before sending', () => {
  const about = { duf: true, suggestedTitle: 'Mangler 3. termin 2024' }

  it('every line holds when there is no warning', () => {
    expect(checklistOf([], about).every(({ warnings }) => warnings.length === 0)).toBe(true)
    expect(checklistOf([], about)).toHaveLength(7)
  })

  it('a warning stands on its line', () => {
    const lines = checklistOf([address(0, 1)], about).filter(({ warnings }) => warnings.length > 0)
    expect(lines.map(({ line }) => line)).toEqual(['persons'])
  })

  it('an empty title is no fault while there is a suggested one', () => {
    const empty: DraftWarning = { code: 'title-empty', field: 'title', start: 0, end: 0, text: 'Tom' }
    const faults = (suggestedTitle: string) =>
      checklistOf([empty], { duf: true, suggestedTitle }).flatMap(({ warnings }) => warnings)
    expect(faults('Mangler 3. termin 2024')).toEqual([])
    expect(faults('')).toEqual([empty])
  })

  it('a whole term has no DUF number to look for', () => {
    expect(checklistOf([], { duf: false, suggestedTitle: '' }).map(({ line }) => line)).not.toContain('duf')
  })
})
