import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ReplyOf } from '#contracts/http.ts'
import type { DeviceEnd } from '#contracts/live.ts'
import { type Desk, openDesk } from './desk.ts'
import { type Access, pastedAccess, thisDevice } from './link/access.ts'
import { openApi, problemOf, Refused } from './link/api.ts'
import { keepShell } from './link/keep-shell.ts'
import {
  type Browser,
  dropToken,
  isPaired,
  type KeptToken,
  keepToken,
  onDeviceSignOut,
  readToken,
  takeTokenFromAddress,
  thisBrowser,
} from './link/session.ts'
import { PAGE_PARTS } from './page-parts.tsx'
import type { Farewell } from './pages/sign-in.tsx'
import { Waiting } from './pages/waiting.tsx'
import { later } from './parts/later.tsx'
import { OVERLAY_PARTS } from './parts/overlays.tsx'
import { ROWS_PART } from './parts/rows-later.ts'
import { readSettings } from './parts/settings-store.ts'
import { DeskContext } from './parts/use-desk.ts'
import { openRouter } from './router.tsx'
import type { ProblemView } from './state/model.ts'
import { fetchWords } from './words/words.ts'

/** The first load is over by then; what comes later must not be in its way. */
const FETCH_AHEAD_AFTER_MS = 10_000
/** A question is asked again this often when nobody answers or the station is too busy; other refusals are answers. */
const ASKED_AGAIN_MAX = 2

function isPassing({ status, code }: ProblemView): boolean {
  return status === 0 || code === 'overloaded'
}

function openQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The station is on this machine or this network: whether there is an internet says nothing about it.
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: Number.POSITIVE_INFINITY,
        retry: (failures, error) =>
          failures < ASKED_AGAIN_MAX && error instanceof Refused && isPassing(error.problem),
      },
    },
  })
}

/** The page: sign-in, then the desk. */
export function App(): ReactNode {
  const browser = useMemo(thisBrowser, [])
  const [kept, setKept] = useState<Kept | null>(
    () => readToken(browser) ?? (isPaired(browser) ? PAIRED : null),
  )
  const [roleChanges, setRoleChanges] = useState(0)
  const access = useMemo(() => accessOf(kept), [kept])
  const [farewell, setFarewell] = useState<Farewell | null>(null)

  const [pairing, setPairing] = useState(() => browser.location.pathname === PAIR_PLACE)

  const left = useRef<Access | null>(null)
  const signOut = useCallback(
    (problem: ProblemView | null, why?: DeviceEnd) => {
      // What was still on its way when the session ended is told the same in other words.
      if (access !== null && left.current === access) return
      left.current = access
      // Who leaves by himself ends the session of the device; one that is over needs no word.
      if (problem === null && kept === PAIRED && access !== null)
        void openApi(access, () => undefined).call('signOut', {})
      access?.stop()
      dropToken(browser)
      setFarewell(problem && { problem, paired: kept === PAIRED, why })
      setKept(null)
    },
    [browser, access, kept],
  )
  useTokenFromLink(browser, setKept)
  useEffect(() => {
    if (kept !== PAIRED && kept?.remembered !== true) return
    // The other tab has ended what there was to end, and may have paired this browser anew: nothing is taken from it.
    return onDeviceSignOut(() => {
      access?.stop()
      setFarewell(null)
      setKept(null)
    })
  }, [kept, access])
  const signIn = (token: KeptToken) => {
    keepToken(browser, token)
    setFarewell(null)
    setKept(token)
  }

  const goTo = (place: string) => {
    browser.replaceAddress(place)
    setPairing(false)
  }
  const goOn = (place: string) => {
    setFarewell(null)
    setKept(PAIRED)
    goTo(place)
  }

  if (pairing)
    return (
      <CSPProvider disableStyleElements>
        <PairPage browser={browser} known={kept !== null} onGoOn={goOn} onLeave={() => goTo('/')} />
      </CSPProvider>
    )
  return (
    <CSPProvider disableStyleElements>
      {kept === null || access === null ? (
        <SignIn farewell={farewell} onSignIn={signIn} />
      ) : (
        <SignedIn
          key={`${kept === PAIRED ? PAIRED : kept.token} ${roleChanges}`}
          access={access}
          onSignedOut={signOut}
          onRoleChanged={() => setRoleChanges((count) => count + 1)}
        />
      )}
    </CSPProvider>
  )
}

/** Signed in by a cookie of this browser, and by no token that the page could read. */
const PAIRED = 'paired'
type Kept = KeptToken | typeof PAIRED

function accessOf(kept: Kept | null): Access | null {
  if (kept === null) return null
  return kept === PAIRED ? thisDevice() : pastedAccess(kept.token)
}

/** Where a device comes to the desk: there nobody needs to be signed in. */
const PAIR_PLACE = '/pair'
const PairPage = later(
  async () => {
    await fetchWords('pair', 'news')
    return (await import('./pages/pair.tsx')).PairPage
  },
  { waiting: <main aria-busy="true" />, failed: { as: 'main', className: 'p-4' } },
)

/** For whoever is not signed in; fetched ahead by those who are, so that it is there when their stay ends. */
const SignIn = later(
  async () => {
    await fetchWords('entry')
    return (await import('./pages/sign-in.tsx')).SignIn
  },
  { waiting: <main aria-busy="true" />, failed: { as: 'main', className: 'p-4' } },
)

/** A link with a token that is followed while the page is open signs in like one that opens it. */
function useTokenFromLink(browser: Browser, onToken: (kept: KeptToken | null) => void): void {
  useEffect(() => {
    const take = () => {
      if (takeTokenFromAddress(browser)) onToken(readToken(browser))
    }
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [browser, onToken])
}

interface SignedInProps {
  readonly access: Access
  readonly onSignedOut: (problem: ProblemView | null, why?: DeviceEnd) => void
  readonly onRoleChanged: () => void
}

function SignedIn(props: SignedInProps): ReactNode {
  const queries = useMemo(openQueries, [])
  return (
    <QueryClientProvider client={queries}>
      <SessionGate {...props} queries={queries} />
    </QueryClientProvider>
  )
}

interface GateProps extends SignedInProps {
  readonly queries: QueryClient
}

/** Asks who the token belongs to before anything is shown. */
function SessionGate(props: GateProps): ReactNode {
  const { access, onSignedOut } = props
  const session = useQuery({
    queryKey: ['session'],
    staleTime: 'static',
    // Whoever waits asks again by himself, and says when.
    retry: false,
    queryFn: () => openApi(access, onSignedOut).ask('session', {}),
  })
  if (session.data !== undefined) return <DeskOf {...props} session={session.data} />
  const ask = async () => {
    const { error } = await session.refetch({ cancelRefetch: false })
    return error === null || problemOf(error).status !== 0
  }
  const problem = session.error === null ? null : problemOf(session.error)
  return <Waiting problem={problem} ask={ask} onSignOut={() => onSignedOut(null)} />
}

interface DeskOfProps extends GateProps {
  readonly session: ReplyOf<'session'>
}

function DeskOf({ onSignedOut, ...parts }: DeskOfProps): ReactNode {
  // The session is asked for once; later answers must not tear the desk down.
  const [desk] = useState(() => openDesk({ ...parts, risk: readSettings().risk, onSignedOut }))
  const [router] = useState(() => openRouter(() => onSignedOut(null)))
  useFetchedAhead(desk)
  useFirstRun(router, parts.session.first_run === true)
  useEffect(() => window.fusionDesk?.onOpen((place) => void router.navigate({ href: place })), [router])
  useEffect(() => {
    desk.start()
    return () => desk.stop()
  }, [desk])
  return (
    <DeskContext value={desk}>
      <RouterProvider router={router} />
    </DeskContext>
  )
}

/** A new desk is set up first, where its operator has not gone anywhere else by himself. */
function useFirstRun(router: ReturnType<typeof openRouter>, isFirst: boolean): void {
  useEffect(() => {
    if (isFirst && window.location.pathname === '/') void router.navigate({ to: '/welcome', replace: true })
  }, [router, isFirst])
}

/** Some time after the first word of the station the rest of the page is fetched, so that an outage finds it here. */
function useFetchedAhead({ heard }: Desk): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const left = new AbortController()
    const begin = () => {
      keepShell()
      // Where even that cannot be fetched, it is tried again some time after the station's next word.
      fetchRest(left.signal).catch(() => {
        timer = undefined
      })
    }
    const stop = heard.subscribe(({ link }) => {
      if (link.phase === 'LIVE') timer ??= setTimeout(begin, FETCH_AHEAD_AFTER_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
      left.abort()
    }
  }, [heard])
}

async function fetchRest(left: AbortSignal): Promise<void> {
  const { fetchAhead } = await import('./link/fetch-ahead.ts')
  await fetchAhead([...PAGE_PARTS, ...OVERLAY_PARTS, ROWS_PART, SignIn], left)
}
