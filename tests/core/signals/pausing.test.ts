import { expect, test } from 'vitest'
import { decidePauseSource } from '#core/signals/pausing.ts'

const PAUSE = { kind: 'pause_source', source: 'rsi_revert', paused: true } as const

test('[PAUSE-1] a source that is known is paused once; one that is not is refused', () => {
  expect(decidePauseSource(PAUSE, { known: false, paused: false })).toEqual({
    ok: false,
    rejection: { code: 'source_not_found' },
  })
  expect(decidePauseSource(PAUSE, { known: true, paused: true })).toEqual({ ok: true, value: [] })
  expect(decidePauseSource(PAUSE, { known: true, paused: false })).toEqual({
    ok: true,
    value: [{ kind: 'source_paused', source: 'rsi_revert', paused: true }],
  })
})
