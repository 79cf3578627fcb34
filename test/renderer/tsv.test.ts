import { expect, test } from 'vitest'
import { tsv } from '../../renderer/grid/tsv.ts'

interface Row {
  readonly id: string
  readonly name: string
}
const columns = [
  { header: 'DUF-nummer', copy: (row: Row) => row.id, identifier: true },
  { header: 'Navn', copy: (row: Row) => row.name },
]

test('a copied identifier stays text in Excel, so that no digit of it is lost', () => {
  expect(tsv(columns, [{ id: '020221651902', name: 'Tesfaye' }])).toBe('DUF-nummer\tNavn\r\n="020221651902"\tTesfaye')
})
test('tabs and line breaks in a value do not break the table', () => {
  expect(tsv(columns, [{ id: '', name: 'Ahmadi\tZahra\r\nHadi' }])).toBe('DUF-nummer\tNavn\r\n\tAhmadi Zahra Hadi')
})
test('a value that begins like a formula is not run by Excel', () => {
  expect(tsv(columns, [{ id: '', name: '=HYPERLINK("http://127.0.0.1")' }])).toContain(`\t'=HYPERLINK`)
})
test('no-break spaces become ordinary ones, which Excel reads as thousands', () => {
  expect(tsv(columns, [{ id: '', name: '194\u00a0400' }])).toContain('\t194 400')
})
