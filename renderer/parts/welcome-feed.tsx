import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { FeedChoice, useFeedChoice } from './feed-choice.tsx'
import { type StepProps, WelcomeStepFrame } from './welcome-step.tsx'

/** Where prices come from, as a step of the first run. */
export function WelcomeFeed({ onGo }: StepProps): ReactNode {
  const say = useWords('welcome')
  const choice = useFeedChoice()
  const { choose, holds, kind, off, wish, written } = choice
  // What stands in the fields is what is meant: who goes on without another press has chosen it too.
  const done = async () => {
    if (holds || kind === 'replay') return
    await choose.mutateAsync(kind === 'live' ? wish : { exchange: null })
  }
  const toDefaults = async () => {
    if (written?.kind !== 'sim') await choose.mutateAsync({ exchange: null })
  }
  return (
    <WelcomeStepFrame
      step="feed"
      onGo={onGo}
      off={off === null ? null : say(off)}
      offDefaults={null}
      onDone={done}
      onDefaults={toDefaults}
    >
      <FeedChoice choice={choice} />
    </WelcomeStepFrame>
  )
}
