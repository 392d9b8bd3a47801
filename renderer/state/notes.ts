import { z } from 'zod'

/** Notes of one reader on signals, as this device keeps them; the one written last stands last. */

/** Older ones make room. */
export const NOTES_MAX = 200
export const NOTE_LENGTH_MAX = 2_000
const ID_LENGTH_MAX = 200

const Note = z.strictObject({
  signalId: z.string().min(1).max(ID_LENGTH_MAX),
  text: z.string().min(1).max(NOTE_LENGTH_MAX),
})
export type Note = Readonly<z.output<typeof Note>>

/** Notes in a kept text; each that cannot be read is left out. */
export function notesFrom(kept: string | null): readonly Note[] {
  const list = z.array(z.unknown()).safeParse(parsed(kept))
  if (!list.success) return []
  return list.data.slice(-NOTES_MAX).flatMap((one) => {
    const read = Note.safeParse(one)
    return read.success ? [read.data] : []
  })
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '[]')
  } catch {
    return null
  }
}

export function noteOn(notes: readonly Note[], signalId: string): string {
  return notes.find((note) => note.signalId === signalId)?.text ?? ''
}

/** The notes with one written anew; an empty one is none. */
export function withNote(notes: readonly Note[], signalId: string, text: string): readonly Note[] {
  const others = notes.filter((note) => note.signalId !== signalId)
  if (text.trim() === '') return others
  return [...others, { signalId, text: text.slice(0, NOTE_LENGTH_MAX) }].slice(-NOTES_MAX)
}
