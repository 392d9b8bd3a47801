import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

interface BannerProps {
  readonly icon: ReactNode
  readonly colour?: string
  readonly onClose?: () => void
  readonly children: ReactNode
}

/** One line above the page. */
export function Banner({ icon, colour = 'text-warn', onClose, children }: BannerProps): ReactNode {
  return (
    <p className="flex min-h-7 items-center gap-2 border-b border-line bg-bg2 px-3 py-1 text-fg0">
      <span className={`shrink-0 ${colour}`}>{icon}</span>
      <span className="min-w-0 flex-1">{children}</span>
      {onClose !== undefined && (
        <button
          type="button"
          className="plain-button min-h-6 px-2 max-mid:min-h-11"
          onClick={onClose}
          aria-label={say('close_notice')}
        >
          <X size={12} aria-hidden />
        </button>
      )}
    </p>
  )
}
