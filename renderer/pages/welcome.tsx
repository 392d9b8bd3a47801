import { Link, useNavigate } from '@tanstack/react-router'
import { Check, Circle } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import type { Welcome } from '#contracts/http/welcome.ts'
import { Faces } from '../parts/panel.tsx'
import { useDesk } from '../parts/use-desk.ts'
import { useTitle } from '../parts/use-title.ts'
import { useSetWelcome, useWelcome } from '../parts/use-welcome.ts'
import { WelcomeAlerts } from '../parts/welcome-alerts.tsx'
import { WelcomeFeed } from '../parts/welcome-feed.tsx'
import { WelcomeFinish } from '../parts/welcome-finish.tsx'
import { WelcomeLook } from '../parts/welcome-look.tsx'
import { WelcomeOperator } from '../parts/welcome-operator.tsx'
import { WelcomeRisk } from '../parts/welcome-risk.tsx'
import { placeToGoOn } from '../state/welcome.ts'
import { WELCOME_PLACES, type WelcomePlace } from '../state/welcome-place.ts'
import { useWords } from '../words/words.ts'
import { NotFound } from './not-found.tsx'

/** The first run of a desk, step by step; it can be left and gone on with. The step stands in the address. */
export function WelcomePage({ asked }: { readonly asked: WelcomePlace | null }): ReactNode {
  const { reader } = useDesk()
  const say = useWords('welcome')
  useTitle(say('title'))
  if (reader.role !== 'operator') return <NotFound what={say('for_operators')} />
  return <Steps asked={asked} />
}

function Steps({ asked }: { readonly asked: WelcomePlace | null }): ReactNode {
  const asking = useWelcome()
  const say = useWords('welcome')
  const navigate = useNavigate()
  const welcome = asking.data
  const go = (step: WelcomePlace) => void navigate({ to: '/welcome', search: { step } })
  const place = asked ?? (welcome === undefined ? null : placeToGoOn(welcome))
  useSeen(welcome)
  return (
    <main className="flex flex-1 flex-col bg-bg1 desk:overflow-y-auto">
      <div className="mx-auto grid w-full max-w-240 flex-1 gap-x-10 gap-y-4 px-4 py-6 mid:grid-cols-[14rem_minmax(0,1fr)]">
        <div className="flex flex-col gap-4 self-start mid:sticky mid:top-6">
          <h1 className="text-kpi">{say('title')}</h1>
          {welcome !== undefined && place !== null && <StepList welcome={welcome} place={place} onGo={go} />}
          <Link to="/" className="self-start text-cell text-info hover:underline max-mid:py-3">
            {say('leave')}
          </Link>
        </div>
        <div className="min-w-0 pb-10">
          <Faces asking={asking} known={welcome !== undefined} empty={null} rows={8}>
            {welcome !== undefined && place !== null && (
              <Step key={place} place={place} welcome={welcome} onGo={go} />
            )}
          </Faces>
        </div>
      </div>
    </main>
  )
}

/** Once it was shown it does not open by itself any more. */
function useSeen(welcome: Welcome | undefined): void {
  const { mutate } = useSetWelcome()
  const isNew = welcome?.opened === false
  useEffect(() => {
    if (isNew) mutate({ opened: true })
  }, [isNew, mutate])
}

interface StepProps {
  readonly place: WelcomePlace
  readonly welcome: Welcome
  readonly onGo: (place: WelcomePlace) => void
}

function Step({ place, welcome, onGo }: StepProps): ReactNode {
  switch (place) {
    case 'look':
      return <WelcomeLook onGo={onGo} />
    case 'operator':
      return <WelcomeOperator onGo={onGo} />
    case 'feed':
      return <WelcomeFeed onGo={onGo} />
    case 'risk':
      return <WelcomeRisk onGo={onGo} />
    case 'alerts':
      return <WelcomeAlerts onGo={onGo} />
    case 'finish':
      return <WelcomeFinish welcome={welcome} onGo={onGo} />
  }
}

/** Where one is, what is done, and the way to every step. */
function StepList({ place, welcome, onGo }: StepProps): ReactNode {
  const say = useWords('welcome')
  const howOf = (one: WelcomePlace) => welcome.steps.find(({ step }) => step === one)?.how ?? null
  return (
    <nav aria-label={say('steps')}>
      <p className="text-cell text-fg2 mid:hidden">
        {say('step_of', { n: WELCOME_PLACES.indexOf(place) + 1, all: WELCOME_PLACES.length })}
      </p>
      <ol className="flex flex-col max-mid:flex-row max-mid:flex-wrap max-mid:gap-1">
        {WELCOME_PLACES.map((one) => {
          const how = howOf(one)
          const Icon = how === null ? Circle : Check
          return (
            <li key={one}>
              <button
                type="button"
                aria-current={one === place ? 'step' : undefined}
                className="flex min-h-9 w-full items-center gap-2 rounded-sm px-2 text-left text-fg1 hover:bg-bg2 aria-[current=step]:bg-bg3 aria-[current=step]:text-fg0 max-mid:min-h-11"
                onClick={() => onGo(one)}
              >
                <Icon
                  size={14}
                  aria-hidden
                  className={`shrink-0 ${how === null ? 'text-fg2' : 'text-ok'} ${one === 'finish' ? 'invisible max-mid:hidden' : ''}`}
                />
                {say(`step_${one}`)}
                {how !== null && <span className="sr-only">, {say(`how_${how}`)}</span>}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
