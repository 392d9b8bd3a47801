import { type ReactNode, useState } from 'react'
import type { CampaignView } from '../link/wire-progress.ts'
import { CampaignEditor } from '../parts/campaign-editor.tsx'
import { SeasonTrack } from '../parts/campaign-track.tsx'
import { FigureTable } from '../parts/figure.tsx'
import { Faces, Panel } from '../parts/panel.tsx'
import { Across, Act, OffNote, ProgressPage, useStationNow, useWhyOff } from '../parts/progress-frame.tsx'
import { useDesk } from '../parts/use-desk.ts'
import { useCampaigns, useDeed } from '../parts/use-progress.ts'
import { useTimes } from '../parts/use-times.ts'
import { amount, UNKNOWN } from '../state/format.ts'
import { untilText } from '../state/progress.ts'
import { useWords } from '../words/words.ts'

/** The season that runs with its track, those ahead and those that are over; for operators, how one is made. */
export function CampaignsPage(): ReactNode {
  const say = useWords('campaigns')
  const { reader } = useDesk()
  const [edited, setEdited] = useState<CampaignView | null>(null)
  return (
    <ProgressPage title={say('title')}>
      <ActivePanel />
      <div className="grid grid-cols-1 gap-px desk:grid-cols-2">
        <AheadPanel onEdit={setEdited} />
        <ArchivePanel />
      </div>
      {reader.role === 'operator' && (
        <CampaignEditor key={edited?.id ?? 'new'} edited={edited} onDone={() => setEdited(null)} />
      )}
    </ProgressPage>
  )
}

function ActivePanel(): ReactNode {
  const say = useWords('campaigns')
  const times = useTimes()
  const asking = useCampaigns()
  const campaigns = asking.data
  const active = campaigns?.active ?? null
  const next = campaigns?.upcoming.toSorted((one, other) => one.startsAt - other.startsAt)[0]
  const none =
    next === undefined ? say('none') : say('none_next', { name: next.name, day: times.day(next.startsAt) })
  return (
    <Panel
      title={active === null ? say('running') : <bdi>{active.name}</bdi>}
      aside={active !== null && <Aside campaign={active} />}
    >
      <Faces asking={asking} known={campaigns !== undefined} empty={active === null ? none : null} rows={4}>
        {active !== null && (
          <SeasonTrack campaign={active} xp={campaigns?.own.find(({ id }) => id === active.id)?.xp ?? 0} />
        )}
      </Faces>
    </Panel>
  )
}

function Aside({ campaign }: { readonly campaign: CampaignView }): ReactNode {
  const say = useWords('campaigns')
  const times = useTimes()
  const now = useStationNow()
  const { reader } = useDesk()
  return (
    <span className="flex flex-wrap items-center gap-3">
      <span>{say('days', { from: times.day(campaign.startsAt), to: times.day(campaign.endsAt) })}</span>
      {now !== null && <span>{say('ends_in', { time: untilText(campaign.endsAt - now) })}</span>}
      {reader.role === 'operator' && <EndNow campaign={campaign} />}
    </span>
  )
}

/** Ends a campaign; the second press does it. */
function EndNow({ campaign }: { readonly campaign: CampaignView }): ReactNode {
  const say = useWords('campaigns')
  const { api } = useDesk()
  const off = useWhyOff()
  const [asked, setAsked] = useState(false)
  const end = useDeed(() => api.ask('endCampaign', { params: { id: campaign.id } }))
  return (
    <>
      {asked && <span role="status">{say('end_sure')}</span>}
      <Act
        off={off}
        label={say('end_now_of', { name: campaign.name })}
        onPress={() => (asked ? end.mutate(undefined) : setAsked(true))}
      >
        {say('end_now')}
      </Act>
      <OffNote off={null} error={end.error} />
    </>
  )
}

function AheadPanel({ onEdit }: { readonly onEdit: (campaign: CampaignView) => void }): ReactNode {
  const say = useWords('campaigns')
  const times = useTimes()
  const now = useStationNow()
  const { api, reader } = useDesk()
  const off = useWhyOff()
  const asking = useCampaigns()
  const upcoming = asking.data?.upcoming
  const withdraw = useDeed((id: string) => api.ask('archiveCampaign', { params: { id } }))
  return (
    <Panel title={say('upcoming')} className="min-w-0">
      <OffNote off={reader.role === 'operator' ? off : null} error={withdraw.error} />
      <Faces
        asking={asking}
        known={upcoming !== undefined}
        empty={upcoming?.length === 0 ? say('no_upcoming') : null}
        rows={3}
      >
        <ul className="divide-y divide-line">
          {upcoming?.map((campaign) => {
            const { id, name, startsAt, endsAt } = campaign
            return (
              <li key={id} className="flex min-h-9 flex-wrap items-center gap-x-3 px-3 py-1">
                <bdi className="min-w-0 flex-1 truncate text-fg0">{name}</bdi>
                <span className="text-cell text-fg2">
                  {say('days', { from: times.day(startsAt), to: times.day(endsAt) })}
                </span>
                {now !== null && (
                  <span className="text-cell">{say('begins_in', { time: untilText(startsAt - now) })}</span>
                )}
                {reader.role === 'operator' && (
                  <Act off={off} label={say('edit_of', { name })} onPress={() => onEdit(campaign)}>
                    {say('edit')}
                  </Act>
                )}
                {reader.role === 'operator' && (
                  <Act off={off} label={say('withdraw_of', { name })} onPress={() => withdraw.mutate(id)}>
                    {say('withdraw')}
                  </Act>
                )}
              </li>
            )
          })}
        </ul>
      </Faces>
    </Panel>
  )
}

function ArchivePanel(): ReactNode {
  const say = useWords('campaigns')
  const times = useTimes()
  const asking = useCampaigns()
  const campaigns = asking.data
  const reached = (id: string) => {
    const own = campaigns?.own.find((one) => one.id === id)
    return own === undefined
      ? UNKNOWN
      : say('reached_of', { own: amount(own.completed, 0), all: amount(own.total, 0) })
  }
  return (
    <Panel title={say('archive')} className="min-w-0">
      <Faces
        asking={asking}
        known={campaigns !== undefined}
        empty={campaigns?.ended.length === 0 ? say('no_archive') : null}
        rows={3}
      >
        <Across name={say('archive')}>
          <FigureTable
            caption={say('archive')}
            heads={[say('name'), say('when'), say('reached')]}
            rows={(campaigns?.ended ?? []).map((campaign) => [
              campaign.name,
              say('days', { from: times.day(campaign.startsAt), to: times.day(campaign.endsAt) }),
              reached(campaign.id),
            ])}
          />
        </Across>
      </Faces>
    </Panel>
  )
}
