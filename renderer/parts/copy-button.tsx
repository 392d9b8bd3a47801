import { Copy } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useWords } from '../words/words.ts'
import { copyText } from './copy-text.ts'

/** Copies a text and says that it did. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }): ReactNode {
  const say = useWords('network')
  const [copied, setCopied] = useState(false)
  return (
    <button
      type="button"
      className="plain-button min-h-6 px-2 max-mid:min-h-11"
      aria-label={say('copy_of', { what })}
      onClick={() => void copyText(text).then(setCopied)}
    >
      <Copy size={12} aria-hidden />
      {say(copied ? 'copied' : 'copy')}
    </button>
  )
}
