import { type ComponentType, createElement, lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { Boundary, type BoundaryProps } from './panel.tsx'

/** A part of the page that is fetched when it is first shown, or before. */
export interface LaterPart<Props> {
  (props: Props): ReactNode
  /** Fetches it now, so that it is there when the station is not. */
  fetch(): Promise<unknown>
}

interface LaterOptions {
  /** Stands in its place while it is fetched. */
  readonly waiting: ReactNode
  /** Where and how it says that it could not be fetched. */
  readonly failed: Pick<BoundaryProps, 'as' | 'className'>
}

/** Makes a part of what `load` imports. Where that fails, the rest of the page lives and it can be asked for again. */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { waiting, failed }: LaterOptions,
): LaterPart<Props> {
  // What has been fetched is shown at once: a key typed after Ctrl K must not go to the page behind.
  let here: ComponentType<Props> | null = null
  const fetch = async () => {
    here = await load()
    return here
  }

  function Later(props: Props): ReactNode {
    // What failed once stays failed in a lazy component: each try has one of its own.
    const [attempt, setAttempt] = useState(0)
    // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new import
    const Part = useMemo(() => here ?? lazy(async () => ({ default: await fetch() })), [attempt])
    return (
      <Boundary {...failed} onRetry={() => setAttempt(attempt + 1)}>
        <Suspense fallback={waiting}>{createElement(Part as ComponentType<Props>, props)}</Suspense>
      </Boundary>
    )
  }
  return Object.assign(Later, { fetch })
}
