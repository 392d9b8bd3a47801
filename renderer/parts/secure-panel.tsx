import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { grouped, type NetworkView } from '../state/network.ts'
import { useWords } from '../words/words.ts'
import { CopyButton } from './copy-button.tsx'
import { type Asking, Faces, Panel } from './panel.tsx'
import { useTimes } from './use-times.ts'

const CA_PATH = '/api/lan/ca.pem'
const SYSTEMS = ['android', 'ios', 'windows', 'mac', 'linux', 'firefox'] as const

interface SecureProps {
  readonly asking: Asking & { readonly data: NetworkView | undefined }
}

/** How devices come to trust the desk's own authority, and the fingerprints to compare. */
export function SecurePanel({ asking }: SecureProps): ReactNode {
  const say = useWords('network')
  const network = asking.data
  return (
    <Panel title={say('secure')}>
      <Faces
        asking={asking}
        known={network !== undefined}
        empty={network ? nothing(network, say) : null}
        rows={4}
      >
        {network !== undefined && <SetUp network={network} />}
      </Faces>
    </Panel>
  )
}

function nothing({ on, plain, fingerprint }: NetworkView, say: ReturnType<typeof useWords<'network'>>) {
  if (on && plain) return say('secure_plain')
  return fingerprint === null ? say('secure_off') : null
}

function SetUp({ network }: { readonly network: NetworkView }): ReactNode {
  const say = useWords('network')
  const times = useTimes()
  const { fingerprint, caFingerprint, certificateEndsAt, keyPlace, urls } = network
  return (
    <div className="flex flex-col gap-3 p-3">
      {caFingerprint === null ? (
        <p>{say('secure_own')}</p>
      ) : (
        <Authority print={caFingerprint} url={urls[0]} />
      )}
      {fingerprint !== null && <Print name={say('cert_print')} print={fingerprint} />}
      <p className="text-cell text-fg2">
        {caFingerprint !== null && certificateEndsAt !== null && (
          <>{say('cert_ends', { day: times.minute(certificateEndsAt).slice(0, 10) })} </>
        )}
        {keyPlace !== null && say(`key_${keyPlace}`)}
      </p>
    </div>
  )
}

function Authority({ print, url }: { readonly print: string; readonly url: string | undefined }): ReactNode {
  const say = useWords('network')
  return (
    <>
      <p>{say('secure_note')}</p>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <a className="plain-button max-mid:min-h-11" href={CA_PATH} download>
          <Download size={14} aria-hidden />
          {say('get_ca')}
        </a>
        {url !== undefined && (
          <span className="text-cell break-all text-fg2">
            {say('on_device', { url: `${url}${CA_PATH}` })}
          </span>
        )}
      </p>
      <Print name={say('ca_print')} print={print} />
      <p className="text-cell">{say('ca_compare')}</p>
      <ul className="flex list-disc flex-col gap-1 pl-4 text-cell">
        {SYSTEMS.map((system) => (
          <li key={system}>{say(`os_${system}`)}</li>
        ))}
      </ul>
    </>
  )
}

function Print({ name, print }: { readonly name: string; readonly print: string }): ReactNode {
  return (
    <div className="flex flex-col gap-1">
      <p className="label flex flex-wrap items-center gap-2">
        {name}
        <CopyButton text={print} what={name} />
      </p>
      <code className="font-mono text-cell break-words text-fg0">{grouped(print)}</code>
    </div>
  )
}
