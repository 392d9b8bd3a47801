import { invariant } from '#core/kernel/result.ts'
import type { Engine, ProgressContext } from './engine.ts'
import { evolve, type Progress } from './progress.ts'
import type { ProgressEvent } from './progress-event.ts'

/**
 * Events that may follow from one: a cascade that does not end is a broken promise. The largest campaign, reached at
 * once, has 10 milestones of 5 boxes and brings about 90.
 */
export const EVENTS_PER_CASCADE_MAX = 256

/** What followed from a first event, and the trader after all of it. */
export interface Cascade {
  readonly events: readonly ProgressEvent[]
  readonly progress: Progress
}

/**
 * Lets every engine answer, in order, until nobody has anything to say.
 *
 * An event is applied when it is emitted, not when it is taken from the queue, so that two engines that answer one
 * event see each other's totals. Throws where more than `EVENTS_PER_CASCADE_MAX` events follow.
 */
export function cascade(
  first: readonly ProgressEvent[],
  start: Progress,
  engines: readonly Engine[],
  context: ProgressContext,
): Cascade {
  const events: ProgressEvent[] = []
  const around = { ...context, start }
  let progress = start
  const tell = (told: readonly ProgressEvent[]): void => {
    for (const event of told) {
      invariant(events.length < EVENTS_PER_CASCADE_MAX, 'a cascade ends')
      progress = evolve(progress, event, context.now)
      events.push(event)
    }
  }
  tell(first)
  for (let index = 0; index < events.length; index++) {
    const event = events[index] as ProgressEvent
    for (const engine of engines) tell(engine(event, progress, around))
  }
  return { events, progress }
}
