import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { mutedUntil } from '../state/alerts.ts'
import { ordered } from '../state/queue.ts'
import { choose } from './settings-store.ts'
import { useStation } from './use-desk.ts'
import { useOverlays } from './use-overlays.ts'

/** Does what was chosen outside the window: in a jump list, a dock's menu, a desktop's list of programs. */
export function useShellTasks(): void {
  const navigate = useNavigate()
  const { open } = useOverlays()
  const [briefing, setBriefing] = useState(false)
  const heard = useStation(({ open }) => open !== null)
  const signalId = useStation(({ selected, open, signals }) => selected ?? ordered(open ?? [], signals)[0])
  useEffect(() => {
    const shell = window.fusionDesk
    if (shell === undefined) return
    const take = async () => {
      const task = await shell.takeTask()
      if (task === 'mute') choose({ mutedUntil: mutedUntil('1h', new Date()) })
      if (task === 'briefing') setBriefing(true)
      if (task === 'news') open('news')
    }
    void take()
    return shell.onTask(() => void take())
  }, [open])
  useEffect(() => {
    if (!briefing || !heard) return
    setBriefing(false)
    // Without a signal there is no briefing: the queue says why.
    if (signalId === undefined) void navigate({ to: '/' })
    else void navigate({ to: '/mission/$signalId', params: { signalId } })
  }, [briefing, heard, signalId, navigate])
}
