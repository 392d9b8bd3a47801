import { type Book, takeOpen } from './book.ts'

/** Forgets a candidate whose outcome will never be known; nothing is learned of it. */
export function giveUp(book: Book, id: string): void {
  if (takeOpen(book, id) !== undefined) book.counts.givenUp += 1
}
