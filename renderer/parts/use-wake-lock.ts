import { useEffect, useState } from 'react'

/** Keeps the screen on while the page is shown; false where the device may turn it off. */
export function useWakeLock(): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (!window.isSecureContext || !('wakeLock' in navigator)) return
    let lock: WakeLockSentinel | null = null
    let left = false
    const ask = async () => {
      if (document.hidden || left || (lock !== null && !lock.released)) return
      // A device low on power refuses; the page says so and asks again when it is looked at.
      lock = await navigator.wakeLock.request('screen').catch(() => null)
      if (left) void lock?.release()
      lock?.addEventListener('release', () => setHeld(false))
      setHeld(lock !== null)
    }
    const again = () => void ask()
    void ask()
    document.addEventListener('visibilitychange', again)
    return () => {
      left = true
      document.removeEventListener('visibilitychange', again)
      void lock?.release()
    }
  }, [])
  return held
}
