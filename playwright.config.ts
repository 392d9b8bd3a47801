import { defineConfig, devices } from '@playwright/test'
import { setup } from './tests/support/built.ts'
import { chromiumPath } from './tests/support/chromium-path.ts'

// Each specification starts the station it needs on a port of its own.
// Read by each worker too; the first to read it builds what has changed.
if (process.env.TEST_WORKER_INDEX === undefined) await setup()
const executablePath = chromiumPath()

export default defineConfig({
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // One more than the cores of a small machine: a good part of many tests is waiting.
  workers: 3,
  // A test that needs a second try is a failure, not luck.
  retries: 0,
  forbidOnly: true,
  // Of a state that has to come; a loaded machine takes its time, and no test measures it.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    // What a worker answers, no test can route; the one that is about it lets it in.
    serviceWorkers: 'block',
    timezoneId: 'UTC',
    // A trace doubles the work of a test; `--trace on` takes one where it is wanted.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { args: ['--disable-gpu'], ...(executablePath ? { executablePath } : {}) },
  },
  projects: [
    { name: 'browser', testDir: 'tests/browser' },
    { name: 'desktop', testDir: 'tests/electron', fullyParallel: true },
  ],
})
