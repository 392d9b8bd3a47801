import type { boards as English } from './boards.en.ts'
import type { Translated } from './words.ts'

/** Spanish. */
export const boards: Translated<typeof English> = {
  insights: 'Lo que está a tu alcance',
  no_insights:
    'Aún no hay nada que decir: hace falta una semana o un mes cerrado contigo en una clasificación.',
  trend_improving_one: '{{board}}: mejoras, {{count, number}} puesto en {{n}} periodos.',
  trend_improving_many: '{{board}}: mejoras, {{count, number}} puestos en {{n}} periodos.',
  trend_improving_other: '{{board}}: mejoras, {{count, number}} puestos en {{n}} periodos.',
  trend_declining_one: '{{board}}: bajas, {{count, number}} puesto en {{n}} periodos.',
  trend_declining_many: '{{board}}: bajas, {{count, number}} puestos en {{n}} periodos.',
  trend_declining_other: '{{board}}: bajas, {{count, number}} puestos en {{n}} periodos.',
  trend_stable: '{{board}}: estable en {{n}} periodos.',
  best_near: '{{board}}: te faltan {{gap}} para tu mejor puntuación, {{best}}.',
  average: 'Tu puesto medio es {{rank}}: informes y planes lo mejoran.',
  near_top_5_finish: 'Tu mejor puesto es {{rank}}: los cinco primeros están cerca.',
  near_podium_finish: 'Tu mejor puesto es {{rank}}: los tres primeros están cerca.',
  percentile: 'Mejor que el {{percent}} de esta clasificación.',
  thin: 'Hay menos de diez: no se indica percentil.',
  board_weekly: 'Semana',
  board_monthly: 'Mes',
  board_global: 'Todos los puntos',
  board_story_completion: 'Campañas',
}
