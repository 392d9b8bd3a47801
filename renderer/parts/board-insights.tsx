import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ReplyOf } from '#contracts/http.ts'
import type { BoardView } from '../state/boards.ts'
import { amount, percent } from '../state/format.ts'
import { type Say, useWords } from '../words/words.ts'
import { Faces, Panel } from './panel.tsx'
import { useDesk } from './use-desk.ts'

type Insight = ReplyOf<'userLeaderboards'>['insights'][number]

/** What the reader's past places say of what is within reach. */
export function BoardInsights(): ReactNode {
  const say = useWords('boards')
  const { api, reader } = useDesk()
  const asking = useQuery({
    queryKey: ['board', 'insights'],
    queryFn: async () => (await api.ask('userLeaderboards', { params: { id: reader.userId } })).insights,
  })
  const insights = asking.data
  return (
    <Panel title={say('insights')}>
      <Faces
        asking={asking}
        known={insights !== undefined}
        empty={insights?.length === 0 ? say('no_insights') : null}
        rows={2}
      >
        <ul className="flex flex-col gap-1 p-3">
          {insights?.map((insight) => {
            const words = insightText(insight, say)
            return <li key={words}>{words}</li>
          })}
        </ul>
      </Faces>
    </Panel>
  )
}

/** What an insight says, in words. */
export function insightText(insight: Insight, say: Say<'boards'>): string {
  switch (insight.insight_type) {
    case 'performance_trend':
      return say(`trend_${insight.trend}`, {
        board: say(`board_${insight.leaderboard_type}`),
        count: Math.abs(insight.rank_change),
        n: amount(insight.periods_analyzed, 0),
      })
    case 'personal_best_opportunity':
      return say('best_near', {
        board: say(`board_${insight.leaderboard_type}`),
        gap: amount(insight.gap, 0),
        best: amount(insight.best_score, 0),
      })
    case 'improvement_opportunity':
      return say('average', { rank: amount(insight.average_rank, 1) })
    case 'achievement_proximity':
      return say(`near_${insight.target}`, { rank: amount(insight.best_rank, 0) })
  }
}

/** How much of a board stands behind the reader or beside him; on a thin one that is not told, and the reason is. */
export function Percentile({ board }: { readonly board: BoardView }): ReactNode {
  const say = useWords('boards')
  if (board.own === null) return null
  const words =
    board.percentile === null
      ? say('thin')
      : say('percentile', { percent: percent(board.percentile / 100, 0) })
  return <p className="px-3 pb-2 text-fg2">{words}</p>
}
