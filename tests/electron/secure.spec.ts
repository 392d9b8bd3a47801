import { expect, test } from '../support/electron-desk.ts'
import { CHECKS } from './support/checks.ts'

for (const { title, run } of Object.values(CHECKS)) test(title, ({ launch }) => run(launch, expect))
