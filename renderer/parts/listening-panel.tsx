import type { ReactNode } from 'react'
import { isHome, type NetworkView, placeText } from '../state/network.ts'
import { useWords } from '../words/words.ts'
import { FigureTable } from './figure.tsx'
import { type Asking, Faces, Panel } from './panel.tsx'

interface ListeningProps {
  readonly asking: Asking & { readonly data: NetworkView | undefined }
}

/** The sockets of this program that the system sees listening, and whether they are as they should be. */
export function ListeningPanel({ asking }: ListeningProps): ReactNode {
  const say = useWords('network')
  const network = asking.data
  return (
    <Panel title={say('listening')}>
      <Faces asking={asking} known={network !== undefined} empty={null} rows={3}>
        {network !== undefined && (
          <>
            <FigureTable
              caption={say('listening')}
              heads={[say('place'), say('reached_by')]}
              rows={network.listening.map((one) => [
                placeText(one),
                say(isHome(one) ? 'listening_home' : 'listening_lan'),
              ])}
            />
            <Verdict network={network} />
          </>
        )}
      </Faces>
    </Panel>
  )
}

function Verdict({ network }: { readonly network: NetworkView }): ReactNode {
  const say = useWords('network')
  const { differences, listeningSeen } = network
  if (differences.length > 0)
    return (
      <p className="p-3 text-cell text-bad">{say('listening_wrong', { what: differences.join('; ') })}</p>
    )
  return (
    <p className={`p-3 text-cell ${listeningSeen ? 'text-ok' : 'text-fg2'}`}>
      {say(listeningSeen ? 'listening_fine' : 'listening_unseen')}
    </p>
  )
}
