import { describe, expect, test } from 'vitest'
import { NOTE_LENGTH_MAX, NOTES_MAX, noteOn, notesFrom, withNote } from '../../renderer/state/notes.ts'

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
