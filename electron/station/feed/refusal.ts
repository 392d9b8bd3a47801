/** A feed that cannot be played. The message is the one line for the person: `FILE:LINE: reason`. */
export class FeedRefused extends Error {
  override readonly name = 'FeedRefused'
}

/** A file of bars with none in the span that was asked for. Of a folder it is left out; alone it is refused. */
export class OutsideSpan extends FeedRefused {}
