import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { BodyOf } from '#contracts/http.ts'
import { mayDecide } from '../link/machine.ts'
import { readDevice, readNetwork, readPairing } from '../link/wire-network.ts'
import { useDesk, useStation } from './use-desk.ts'

/** What is going on at devices changes from second to second, and nobody is told of it but who looks. */
const DEVICES_EVERY_MS = 2_000
const LAN_EVERY_MS = 5_000
/** While a window is open somebody may come at any moment. */
const PAIRING_EVERY_MS = 1_000
const NO_PAIRING_EVERY_MS = 4_000

/** How the desk is reached; asked again at once when the station says that it changed. */
export function useNetwork() {
  const { api, queries } = useDesk()
  const lan = useStation((state) => state.lan)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each word of the station on the LAN is another one
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['network', 'lan'] })
  }, [queries, lan])
  return useQuery({
    queryKey: ['network', 'lan'],
    refetchInterval: LAN_EVERY_MS,
    queryFn: async () => readNetwork(await api.ask('lan', {})),
  })
}

export function useDevices(enabled = true) {
  const { api } = useDesk()
  return useQuery({
    enabled,
    queryKey: ['network', 'devices'],
    refetchInterval: DEVICES_EVERY_MS,
    queryFn: async () => (await api.ask('devices', {})).devices.map(readDevice),
  })
}

export function usePairing() {
  const { api } = useDesk()
  return useQuery({
    queryKey: ['network', 'pairing'],
    refetchInterval: ({ state }) => (state.data?.window ? PAIRING_EVERY_MS : NO_PAIRING_EVERY_MS),
    queryFn: async () => readPairing(await api.ask('pairing', {})),
  })
}

/** Does something about the network; done when the page has heard how it stands then. */
export function useNetworkDeed<Input = void>(deed: (input: Input) => Promise<unknown>) {
  const { queries } = useDesk()
  return useMutation({
    mutationFn: deed,
    networkMode: 'always',
    onSettled: () => queries.invalidateQueries({ queryKey: ['network'] }),
  })
}

export type LanSetting = BodyOf<'setLan'>

/** Whether the station was heard a moment ago: what is not heard is not steered. */
export function useHeard(): boolean {
  return useStation((state) => mayDecide(state.link.phase))
}
