import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ENDPOINTS } from '#contracts/http.ts'
import { API_PAGE, apiPage } from './api-page.ts'

test('[HTTP-25] the page of the API says what the contracts say', () => {
  expect(readFileSync(API_PAGE, 'utf8')).toBe(apiPage())
})

test('[HTTP-25] and names every route', () => {
  const page = apiPage()
  for (const { method, path } of Object.values(ENDPOINTS)) expect(page).toContain(`### ${method} ${path}\n`)
})
