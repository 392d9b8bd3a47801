import { ipcMain, type WebContents } from 'electron'
import { ASKED, BOOT_ADDRESS, type BootReport, type PageTask, type UpdateReport } from '#contracts/bridge.ts'
import { originOf } from './destination.ts'

/** What the pages may ask for. */
export interface BridgeAnswers {
  /** The station's origin; null while there is none. */
  readonly stationOrigin: () => string | null
  readonly token: (asking: WebContents) => string | null
  readonly task: () => PageTask | null
  /** Throws for what is no alert. */
  readonly alert: (alert: unknown) => boolean
  readonly count: (count: unknown) => void
  /** Throws for what is no language. */
  readonly language: (language: unknown) => void
  readonly updates: () => UpdateReport
  readonly look: () => Promise<void>
  readonly report: () => BootReport
  readonly retry: () => Promise<void>
  readonly startSafely: () => Promise<void>
  readonly openLogs: () => void
  readonly copyDiagnostics: () => void
  readonly quit: () => void
}

/**
 * Answers the bridge. A question counts only from the top frame of a page of the origin it is meant for; of what a page
 * says with it one word is handed on, to be parsed before anything is done with it.
 */
export function answerBridge(answers: BridgeAnswers): void {
  const bootOrigin = originOf(BOOT_ADDRESS)
  const answer = (
    channel: string,
    origin: () => string | null,
    reply: (asking: WebContents, said: unknown) => unknown,
  ): void => {
    ipcMain.handle(channel, ({ sender, senderFrame }, said: unknown) => {
      const asking = senderFrame === null || senderFrame.parent !== null ? null : originOf(senderFrame.url)
      if (asking === null || asking !== origin()) throw new Error(`${channel} is not for this page`)
      return reply(sender, said)
    })
  }
  answer(ASKED.token, answers.stationOrigin, answers.token)
  answer(ASKED.task, answers.stationOrigin, answers.task)
  answer(ASKED.alert, answers.stationOrigin, (_asking, alert) => answers.alert(alert))
  answer(ASKED.count, answers.stationOrigin, (_asking, count) => answers.count(count))
  answer(ASKED.language, answers.stationOrigin, (_asking, language) => answers.language(language))
  answer(ASKED.updates, answers.stationOrigin, answers.updates)
  answer(ASKED.look, answers.stationOrigin, answers.look)
  answer(ASKED.report, () => bootOrigin, answers.report)
  answer(ASKED.retry, () => bootOrigin, answers.retry)
  answer(ASKED.safe, () => bootOrigin, answers.startSafely)
  answer(ASKED.logs, () => bootOrigin, answers.openLogs)
  answer(ASKED.diagnostics, () => bootOrigin, answers.copyDiagnostics)
  answer(ASKED.quit, () => bootOrigin, answers.quit)
}
