import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { type FireView, passOff } from '../state/fire.ts'
import { sayIn } from '../words/words.ts'
import { useKeys } from './keys.ts'
import type { PassDialog } from './pass-dialog.tsx'
import { useStation } from './use-desk.ts'

const say = sayIn('decide')

/** The form is fetched once the page has settled: it has to be there when the connection is not. */
const FETCH_AFTER_MS = 500

/** Lets a signal go, with a reason. A pass is a decision worth as much as a fire. */
export function PassControl({ view }: { readonly view: FireView }): ReactNode {
  const { signal } = view
  const [open, setOpen] = useState(false)
  const passed = useStation((state) => state.passed[signal.id] === true)
  const off = passOff(view, passed)
  const dialog = usePassDialog(open)
  const ask = () => off === null && setOpen(true)
  useKeys({ p: ask })
  const Form = dialog.form
  return (
    <>
      <button
        type="button"
        className="plain-button min-h-11 shrink-0 px-4 max-mid:min-h-14"
        aria-disabled={off !== null}
        aria-keyshortcuts="p"
        title={off ?? undefined}
        onClick={ask}
      >
        {passed ? say('passed') : say('pass')}
        {off === null && !view.touch && (
          <kbd aria-hidden className="rounded-sm border border-line-strong px-1 font-mono text-label">
            P
          </kbd>
        )}
      </button>
      {open && dialog.failed && (
        <p role="alert" className="text-cell text-warn">
          {say('form_failed')}
        </p>
      )}
      {Form !== null && (
        <Form view={view} off={off} open={open && !passed && view.trade === null} onOpenChange={setOpen} />
      )}
    </>
  )
}

interface FetchedDialog {
  readonly form: typeof PassDialog | null
  readonly failed: boolean
}

function usePassDialog(wanted: boolean): FetchedDialog {
  const [fetched, setFetched] = useState<FetchedDialog>({ form: null, failed: false })
  const missing = fetched.form === null
  const fetchForm = useCallback(async () => {
    try {
      const { PassDialog: form } = await import('./pass-dialog.tsx')
      setFetched({ form, failed: false })
    } catch {
      setFetched({ form: null, failed: true })
    }
  }, [])
  useEffect(() => {
    const timer = setTimeout(() => void fetchForm(), FETCH_AFTER_MS)
    return () => clearTimeout(timer)
  }, [fetchForm])
  useEffect(() => {
    if (wanted && missing) void fetchForm()
  }, [wanted, missing, fetchForm])
  return fetched
}
