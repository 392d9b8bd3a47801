import { describe, expect, test } from 'vitest'
import { NOTE_LENGTH_MAX, NOTES_MAX, noteOn, notesFrom, withNote } from '../../renderer/state/notes.ts'
import { EVERYTHING } from '../../renderer/state/queue.ts'
import { QUEUE_SETTING_DEFAULT, VIEWS_MAX } from '../../renderer/state/queue-setting.ts'
import { choiceOf, withColumn, withoutView, withView } from '../../renderer/state/queue-views.ts'
import { cardPlace, STOPS } from '../../renderer/state/tour.ts'

describe('the card of a stop', () => {
  const room = { width: 1_000, height: 800 }
  const card = { width: 320, height: 200 }
  const control = (left: number, top: number, width: number, height: number) => ({ left, top, width, height })

  test.each([
    ['below', control(100, 50, 200, 30), { left: 100, top: 92 }],
    ['above where there is no room below', control(100, 700, 200, 60), { left: 100, top: 488 }],
    ['at the right of what is as high as the window', control(0, 0, 400, 800), { left: 412, top: 12 }],
    ['at the left where there is none at the right', control(600, 0, 400, 800), { left: 268, top: 12 }],
    ['at the lower end of a window that it fills', control(0, 0, 1_000, 800), { left: 12, top: 588 }],
    ['inside the window at its right end', control(900, 50, 90, 30), { left: 668, top: 92 }],
  ])('[TOUR-4] stands %s', (_, at, place) => {
    expect(cardPlace(at, card, room)).toEqual(place)
  })

  test('[TOUR-1] there are five stops, each another control', () => {
    expect(new Set(STOPS.map(({ control: where }) => where)).size).toBe(5)
  })
})

describe('notes', () => {
  test('[PAGE-352] one note for each signal, the newest are kept, an empty one is none', () => {
    const two = withNote(withNote([], 'a', 'first'), 'b', 'second')
    expect(noteOn(withNote(two, 'a', 'anew'), 'a')).toBe('anew')
    expect(withNote(two, 'a', 'anew').map(({ signalId }) => signalId)).toEqual(['b', 'a'])
    expect(withNote(two, 'a', '  ')).toEqual([{ signalId: 'b', text: 'second' }])
    expect(noteOn(withNote([], 'a', 'x'.repeat(NOTE_LENGTH_MAX + 1)), 'a')).toHaveLength(NOTE_LENGTH_MAX)
    const many = Array.from({ length: NOTES_MAX }, (_, n) => ({ signalId: `s${n}`, text: 'note' }))
    expect(withNote(many, 'new', 'note')).toHaveLength(NOTES_MAX)
    expect(noteOn(withNote(many, 'new', 'note'), 's0')).toBe('')
  })

  test('[PAGE-352] what cannot be read is left out', () => {
    const kept = [{ signalId: 'a', text: 'note' }, { signalId: 'b' }, 7]
    expect(notesFrom(JSON.stringify(kept))).toEqual([{ signalId: 'a', text: 'note' }])
    for (const text of [null, 'no json', '{}']) expect(notesFrom(text)).toEqual([])
  })
})

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
