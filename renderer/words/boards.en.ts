/** English. */
export const boards = {
  insights: 'What is within reach',
  no_insights: 'Nothing to say yet: it takes a week or a month that closed with you on a board.',
  trend_improving: '{{board}}: improving, {{by}} places over {{n}} periods.',
  trend_declining: '{{board}}: falling, {{by}} places over {{n}} periods.',
  trend_stable: '{{board}}: stable over {{n}} periods.',
  best_near: '{{board}}: {{gap}} short of your best score of {{best}}.',
  average: 'Your mean place is {{rank}}: briefings and plans bring it up.',
  near_top_5_finish: 'Your best place is {{rank}}: the first five are near.',
  near_podium_finish: 'Your best place is {{rank}}: the first three are near.',
  percentile: 'Better than {{percent}} of those on this board.',
  thin: 'Fewer than ten stand here: no percentile is told.',
  board_weekly: 'Week',
  board_monthly: 'Month',
  board_global: 'All points',
  board_story_completion: 'Campaigns',
} as const
