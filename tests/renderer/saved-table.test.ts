import { expect, test } from 'vitest'
import { cellOf, csvOf, figure, fileName, jsonOf } from '../../renderer/state/saved-table.ts'

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
  expect(fileName('EURUSD candles, newest first', 'csv')).toBe('eurusd-candles-newest-first.csv')
  expect(fileName('Größe / Año', 'csv')).toBe('größe-año.csv')
  expect(fileName('…', 'csv')).toBe('table.csv')
})

test('[PAGE-360] as JSON a row is its cells under the heads, numbers as numbers, and null where nothing is known', () => {
  const rows = [
    ['Ada, "A"', -1.5, null, ''],
    ['=1+1', 1e-7, '\u2014', '+3.2\u202f%'],
  ]
  const text = jsonOf(['name', 'r', 'since', 'r'], rows)
  expect(JSON.parse(text)).toEqual([
    { name: 'Ada, "A"', r: -1.5, since: null, 'r 2': null },
    { name: '=1+1', r: 1e-7, since: null, 'r 2': '+3.2\u202f%' },
  ])
  expect(text.endsWith(']\n')).toBe(true)
  expect(jsonOf(['name'], [])).toBe('[]\n')
})

test('[PAGE-360] a figure is saved as its number, a word as it is shown', () => {
  expect([figure('39.6\u202f%', 0.396), figure('\u2014', null), 'SNIPER'].map(cellOf)).toEqual([
    0.396,
    null,
    'SNIPER',
  ])
})
