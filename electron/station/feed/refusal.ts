/** A feed that cannot be played. The message is the one line for the person: `FILE:LINE: reason`. */
export class FeedRefused extends Error {
  override readonly name = 'FeedRefused'
}
