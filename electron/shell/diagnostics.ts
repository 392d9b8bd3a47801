/** What somebody who helps has to know. No token, no name of a person. */
export interface DiagnosticsParts {
  readonly version: string
  readonly versions: Readonly<Record<string, string | undefined>>
  readonly platform: string
  readonly dataFolder: string | null
  readonly state: string
  readonly logLines: readonly string[]
}

/** Versions, places, state and the last lines of the log, as text. */
export function diagnosticsText(parts: DiagnosticsParts): string {
  const { version, versions, platform, dataFolder, state, logLines } = parts
  const { electron, chrome, node } = versions
  return [
    `Fusion Desk ${version}`,
    `Electron ${electron ?? 'none'}, Chromium ${chrome ?? 'none'}, Node ${node ?? 'none'}, ${platform}`,
    `Data folder: ${dataFolder ?? 'not known'}`,
    `Station: ${state}`,
    ...logLines,
  ].join('\n')
}
