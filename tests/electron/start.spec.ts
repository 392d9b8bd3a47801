import { expect, test } from '../support/electron-desk.ts'

test('[SHELL-1] says ready as without a window, and the window is signed in as the operator', async ({
  launch,
}) => {
  const desk = await launch()
  const page = await desk.firstWindow()
  await expect(page.getByRole('status', { name: 'LIVE', exact: true })).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('Operator')
  expect(desk.said().stdout).toMatch(
    new RegExp(`^ready http://127\\.0\\.0\\.1:\\d+ source=sim data=${desk.data}\n$`),
  )
  desk.kill('SIGTERM')
  expect(await desk.exited).toBe(0)
})
