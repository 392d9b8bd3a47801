import { z } from 'zod'

/** Columns that can be left out; a row without its pair would be nobody's. */
export const OPTIONAL_COLUMNS = ['dir', 'prob', 'tier', 'expires', 'fires'] as const
export type OptionalColumn = (typeof OPTIONAL_COLUMNS)[number]

export const VIEWS_MAX = 12
export const VIEW_NAME_LENGTH_MAX = 40
const WORD_LENGTH_MAX = 80

const Hidden = z.array(z.enum(OPTIONAL_COLUMNS)).max(OPTIONAL_COLUMNS.length)
const Word = z.string().max(WORD_LENGTH_MAX).optional()

/** Which columns of the queue are left out, and what was kept under a name. */
export const QueueSetting = z.strictObject({
  hidden: Hidden,
  views: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(VIEW_NAME_LENGTH_MAX),
        hidden: Hidden,
        /** As the address has it. */
        search: z.strictObject({ sort: Word, filter: Word, show: Word }),
      }),
    )
    .max(VIEWS_MAX),
})
export type QueueSetting = Readonly<z.output<typeof QueueSetting>>
export type QueueNamed = QueueSetting['views'][number]

export const QUEUE_SETTING_DEFAULT: QueueSetting = { hidden: [], views: [] }
