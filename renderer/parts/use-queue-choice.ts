import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { type QueueChoice, readChoice, writeChoice } from '../state/queue.ts'

/**
 * What the reader wants to see of the queue: kept in the address, so that it survives a reload and can be shared.
 *
 * The field shows what is typed at once; the address follows. An address that changes by itself (back, a link) wins.
 */
export function useQueueChoice(): readonly [QueueChoice, (choice: QueueChoice) => void] {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const [choice, setChoice] = useState(() => readChoice(search))
  const writing = useRef(0)
  const address = JSON.stringify(writeChoice(readChoice(search)))

  useEffect(() => {
    if (writing.current === 0) setChoice(readChoice(JSON.parse(address)))
  }, [address])

  const choose = (next: QueueChoice) => {
    setChoice(next)
    writing.current += 1
    void navigate({ to: '/', search: writeChoice(next), replace: true }).finally(() => {
      writing.current -= 1
    })
  }
  return [choice, choose]
}
