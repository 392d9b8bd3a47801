import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

interface OverlayProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog over the page. Focus stays in it and goes back where it was; Esc closes it. */
export function OverlayDialog({ title, onClose, children }: OverlayProps): ReactNode {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop fixed inset-0 z-20" />
        <Dialog.Popup className="fixed inset-x-0 bottom-0 z-30 mx-auto flex max-h-[90dvh] max-w-120 flex-col border border-line-strong bg-bg1 outline-none mid:top-24 mid:bottom-auto mid:max-h-[calc(100dvh-8rem)] mid:rounded-md">
          <header className="flex min-h-10 items-center justify-between border-b border-line pr-2 pl-4">
            <Dialog.Title className="text-read">{title}</Dialog.Title>
            <Dialog.Close
              className="plain-button min-h-7 px-2 max-mid:min-h-11 max-mid:min-w-11"
              aria-label={say('close')}
            >
              <X size={14} aria-hidden />
            </Dialog.Close>
          </header>
          <div className="min-h-0 overflow-y-auto p-4">{children}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
