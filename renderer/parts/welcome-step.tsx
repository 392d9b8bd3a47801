import { Check } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { WelcomeHow, WelcomeStep } from '#contracts/http/welcome.ts'
import { problemOf } from '../link/api.ts'
import { placeAfter, placeBefore } from '../state/welcome.ts'
import type { WelcomePlace } from '../state/welcome-place.ts'
import { useWords } from '../words/words.ts'
import { useWhyAway } from './ops-frame.tsx'
import { Problem } from './problem.tsx'
import { Act } from './progress-frame.tsx'
import { useSetWelcome } from './use-welcome.ts'

/** What every step of the first run is given. */
export interface StepProps {
  readonly onGo: (place: WelcomePlace) => void
}

interface WelcomeStepProps extends StepProps {
  readonly step: WelcomeStep
  readonly children: ReactNode
  /** Why it cannot be left as done yet, in words; null where it can. */
  readonly off?: string | null
  /** Why it cannot be left at what is safe; the same where it is not named. */
  readonly offDefaults?: string | null
  /** What has to be done before the step is done; what it throws is told, and the step stays. */
  readonly onDone?: () => Promise<unknown> | unknown
  /** Sets what is safe. */
  readonly onDefaults?: () => Promise<unknown> | unknown
}

/** A step: what it is about, its fields, and the ways on. What was typed stays where something is refused. */
export function WelcomeStepFrame(props: WelcomeStepProps): ReactNode {
  const { step, children, off = null, offDefaults = off, onDone, onDefaults, onGo } = props
  const say = useWords('welcome')
  const away = useWhyAway()
  const set = useSetWelcome()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const before = placeBefore(step)
  const leave = async (how: WelcomeHow, first?: () => Promise<unknown> | unknown) => {
    setBusy(true)
    setError(null)
    try {
      await first?.()
      await set.mutateAsync({ steps: { [step]: how } })
      onGo(placeAfter(step))
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  const waits = busy ? say('saving') : away
  return (
    <StepHead title={say(`step_${step}`)} about={say(`about_${step}`)}>
      <form
        className="flex flex-col"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (waits === null && off === null) void leave('chosen', onDone)
        }}
      >
        <div className="flex flex-col gap-4">{children}</div>
        <div className="mt-6 flex flex-col gap-2 border-t border-line pt-4">
          {error !== null && <Problem problem={problemOf(error)} />}
          {away !== null && <p className="text-cell text-warn">{away}</p>}
          {off !== null && <p className="text-cell text-warn">{off}</p>}
          <div className="flex flex-wrap items-center gap-2">
            {before !== null && (
              <Act onPress={() => onGo(before)} off={null}>
                {say('back')}
              </Act>
            )}
            <button
              type="submit"
              className="plain-button min-h-9 bg-bg3 max-mid:min-h-11"
              aria-disabled={waits !== null || off !== null}
            >
              <Check size={14} aria-hidden />
              {busy ? say('saving') : say('done')}
            </button>
            <div className="ml-auto text-right max-mid:ml-0 max-mid:text-left">
              <Act onPress={() => void leave('defaults', onDefaults)} off={waits ?? offDefaults}>
                {say('use_defaults')}
              </Act>
            </div>
          </div>
          <p className="text-cell text-fg2 mid:text-right">{say(`defaults_${step}`)}</p>
        </div>
      </form>
    </StepHead>
  )
}

interface HeadProps {
  readonly title: string
  readonly about: string
  readonly children: ReactNode
}

/** The head of a step takes the focus: whoever goes on by keyboard or hears the page is where the step begins. */
export function StepHead({ title, about, children }: HeadProps): ReactNode {
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  return (
    <section className="flex max-w-160 flex-col gap-4" aria-label={title}>
      <div>
        <h2 ref={head} tabIndex={-1} className="text-page outline-none">
          {title}
        </h2>
        <p className="mt-1 text-fg1">{about}</p>
      </div>
      {children}
    </section>
  )
}

interface PartProps {
  readonly title: string
  readonly children: ReactNode
}

/** Controls of a step that belong together. */
export function StepPart({ title, children }: PartProps): ReactNode {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-2 w-full border-b border-line pb-1 font-semibold text-fg0">{title}</legend>
      {children}
    </fieldset>
  )
}

interface SegmentsProps<Choice extends string> {
  readonly name: string
  readonly choices: readonly (readonly [choice: Choice, words: string, lang?: string])[]
  readonly chosen: Choice
  readonly onChoose: (choice: Choice) => void
}

/** A few values side by side, one of them chosen. */
export function Segments<Choice extends string>(props: SegmentsProps<Choice>): ReactNode {
  const { name, choices, chosen, onChoose } = props
  return (
    <div className="segments">
      {choices.map(([choice, words, lang]) => (
        <label key={choice} className="segment">
          <input
            type="radio"
            name={name}
            className="absolute inset-0 size-full cursor-pointer opacity-0"
            checked={chosen === choice}
            onChange={() => onChoose(choice)}
          />
          <span lang={lang}>{words}</span>
        </label>
      ))}
    </div>
  )
}
