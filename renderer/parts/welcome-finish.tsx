import { Link, useNavigate, useRouter } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Welcome } from '#contracts/http/welcome.ts'
import { problemOf } from '../link/api.ts'
import { useWords } from '../words/words.ts'
import { Code } from './code.tsx'
import { useWhyAway, VerdictWord } from './ops-frame.tsx'
import { Problem } from './problem.tsx'
import { Act } from './progress-frame.tsx'
import { TourButton } from './tour-button.tsx'
import { useDesk } from './use-desk.ts'
import { useSetWelcome } from './use-welcome.ts'
import { StepHead, StepPart, type StepProps } from './welcome-step.tsx'

const DEMO_COMMAND = 'npm start -- --demo'
const PEOPLE_COMMAND =
  'npm run station -- user add ada --name Ada\nnpm run station -- token create --user ada --role trader'
const NETWORK = '/network'

/** What was set, and what else there is. */
export function WelcomeFinish({ welcome, onGo }: StepProps & { readonly welcome: Welcome }): ReactNode {
  const say = useWords('welcome')
  const away = useWhyAway()
  const navigate = useNavigate()
  const set = useSetWelcome()
  const [error, setError] = useState<unknown>(null)
  const open = welcome.steps.filter(({ how }) => how === null)
  const finish = async () => {
    try {
      await set.mutateAsync({ finished: true })
      await navigate({ to: '/' })
    } catch (refused) {
      setError(refused)
    }
  }
  return (
    <StepHead title={say('step_finish')} about={say(open.length === 0 ? 'all_done' : 'some_open')}>
      <ul className="flex flex-col border-t border-line" aria-label={say('steps')}>
        {welcome.steps.map(({ step, how }) => (
          <li
            key={step}
            className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 border-b border-line"
          >
            <button
              type="button"
              className="min-h-6 text-info hover:underline max-mid:min-h-11"
              onClick={() => onGo(step)}
            >
              {say(`step_${step}`)}
            </button>
            {how === null ? (
              <span className="text-fg2">{say('how_open')}</span>
            ) : (
              <VerdictWord verdict="ok">{say(`how_${how}`)}</VerdictWord>
            )}
          </li>
        ))}
      </ul>
      {error !== null && <Problem problem={problemOf(error)} />}
      {away !== null && <p className="text-cell text-warn">{away}</p>}
      <div className="self-start">
        <Act off={set.isPending ? say('saving') : away} onPress={() => void finish()}>
          {say('finish')}
        </Act>
      </div>
      <More />
    </StepHead>
  )
}

/** What is not needed, and can be done at any time. */
function More(): ReactNode {
  const say = useWords('welcome')
  const router = useRouter()
  const { reader } = useDesk()
  const hasNetwork = NETWORK in router.routesByPath
  return (
    <StepPart title={say('more')}>
      <h3 className="text-base">{say('tour')}</h3>
      <p className="text-cell text-fg2">{say('tour_about')}</p>
      <TourButton />
      <h3 className="text-base">{say('people')}</h3>
      <Code label={say('people')} text={PEOPLE_COMMAND} />
      <h3 className="text-base">{say('others')}</h3>
      <p className="text-cell text-fg2">
        {say('others_about')}{' '}
        {hasNetwork && (
          <a
            href={NETWORK}
            className="text-info underline"
            onClick={(event) => {
              event.preventDefault()
              void router.navigate({ href: NETWORK })
            }}
          >
            {say('open_network')}
          </a>
        )}
      </p>
      {!hasNetwork && <Code label={say('others')} text="npm run station -- lan on --address ADDRESS" />}
      {!reader.demo && (
        <>
          <h3 className="text-base">{say('demo')}</h3>
          <p className="text-cell text-fg2">{say('demo_about')}</p>
          <Code label={say('demo')} text={DEMO_COMMAND} />
        </>
      )}
      <p className="text-cell text-fg2">
        {say('ops_about')}{' '}
        <Link to="/ops" search={{ tab: 'health' }} className="text-info underline">
          {say('open_ops')}
        </Link>
      </p>
    </StepPart>
  )
}
