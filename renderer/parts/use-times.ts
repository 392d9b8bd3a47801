import { createContext, useContext, useMemo } from 'react'
import { writtenLocale } from '../state/locale.ts'
import { type Times, timesIn, type ZoneChoice } from '../state/times.ts'
import { useLanguage } from '../words/words.ts'
import { useSettings } from './settings-store.ts'
import { useDesk } from './use-desk.ts'

export const TimesContext = createContext<Times>(timesIn('UTC'))

/** The words for instants, in the zone the reader chose; the component is drawn again when he chooses another. */
export function useTimes(): Times {
  return useContext(TimesContext)
}

/** The zone of each choice, by name. */
export function useZones(): Readonly<Record<ZoneChoice, string>> {
  const { zone } = useDesk().reader
  return useMemo(() => ({ utc: 'UTC', own: zone, device: deviceZone() }), [zone])
}

const deviceZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** What the whole page is to be given as its words for instants. */
export function useChosenTimes(): Times {
  const zone = useZones()[useSettings().zone]
  const language = useLanguage()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the locale changes with the language
  return useMemo(() => timesIn(zone, writtenLocale()), [zone, language])
}
