import { expect, test } from 'vitest'
import { csvName, csvOf } from '../../renderer/state/csv.ts'

test('[PAGE-326] a table that is saved has its numbers as they are and runs nothing in a spreadsheet', () => {
  const rows = [
    ['Ada, "A"', -1.5, null],
    ['=1+1', 1234.5, '+3.2 %'],
    ['@x', 0, '-5'],
    ['-x', 1e-7, '+1+cmd'],
  ]
  expect(csvOf(['name', 'r', 'share'], rows)).toBe(
    [
      '\uFEFFname,r,share',
      '"Ada, ""A""",-1.5,',
      "'=1+1,1234.5,+3.2 %",
      "'@x,0,-5",
      "'-x,1e-7,'+1+cmd",
      '',
    ].join('\r\n'),
  )
})

test('[PAGE-326] the file is called as the table is', () => {
  expect(csvName('EURUSD candles, newest first')).toBe('eurusd-candles-newest-first.csv')
  expect(csvName('Größe / Año')).toBe('größe-año.csv')
  expect(csvName('…')).toBe('table.csv')
})
