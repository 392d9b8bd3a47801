import { type QueueChoice, type QueueSearch, readChoice, writeChoice } from './queue.ts'
import {
  OPTIONAL_COLUMNS,
  type OptionalColumn,
  type QueueNamed,
  type QueueSetting,
  VIEWS_MAX,
} from './queue-setting.ts'

/** A column shown or left out, the others as they are, in the order they stand. */
export function withColumn(setting: QueueSetting, column: OptionalColumn, shown: boolean): QueueSetting {
  const hidden = OPTIONAL_COLUMNS.filter((one) => (one === column ? !shown : setting.hidden.includes(one)))
  return { ...setting, hidden }
}

/** What the reader sees now, kept under a name; a name that is there already is written over. */
export function withView(setting: QueueSetting, name: string, choice: QueueChoice): QueueSetting {
  const view = { name: name.trim(), hidden: setting.hidden, search: writeChoice(choice) }
  const others = setting.views.filter((one) => one.name !== view.name)
  return { ...setting, views: [...others, view].slice(-VIEWS_MAX) }
}

export function withoutView(setting: QueueSetting, name: string): QueueSetting {
  return { ...setting, views: setting.views.filter((one) => one.name !== name) }
}

/** What a view shows: what is no choice any more is left out. */
export function choiceOf({ search }: QueueNamed): QueueChoice {
  return readChoice(search as QueueSearch)
}
