import { describe, expect, test } from 'vitest'
import { EVERYTHING } from '../../renderer/state/queue.ts'
import { QUEUE_SETTING_DEFAULT, VIEWS_MAX } from '../../renderer/state/queue-setting.ts'
import { choiceOf, withColumn, withoutView, withView } from '../../renderer/state/queue-views.ts'

describe('views of the queue', () => {
  const choice = { ...EVERYTHING, sort: 'expires', reversed: true, filter: 'eur' } as const

  test('[QUEUE-18] columns are left out in the order they stand, and come back', () => {
    const without = withColumn(withColumn(QUEUE_SETTING_DEFAULT, 'fires', false), 'dir', false)
    expect(without.hidden).toEqual(['dir', 'fires'])
    expect(withColumn(without, 'dir', true).hidden).toEqual(['fires'])
  })

  test('[QUEUE-18] a view keeps choice and columns; its name is written over, the oldest makes room', () => {
    const kept = withView({ hidden: ['tier'], views: [] }, ' Closing ', choice)
    expect(kept.views.map(({ name, hidden }) => [name, hidden])).toEqual([['Closing', ['tier']]])
    expect(choiceOf(kept.views[0]!)).toEqual(choice)
    const again = withView({ ...kept, hidden: [] }, 'Closing', EVERYTHING)
    expect(again.views).toEqual([{ name: 'Closing', hidden: [], search: {} }])
    expect(withoutView(again, 'Closing').views).toEqual([])
    const full = Array.from({ length: VIEWS_MAX + 1 }, (_, n) => `v${n}`).reduce(
      (setting, name) => withView(setting, name, choice),
      QUEUE_SETTING_DEFAULT,
    )
    expect(full.views.map(({ name }) => name)).toEqual(
      Array.from({ length: VIEWS_MAX }, (_, n) => `v${n + 1}`),
    )
  })
})
