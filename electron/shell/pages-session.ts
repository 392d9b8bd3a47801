import { type Session, session } from 'electron'

/** Kept apart from everything else Electron may load. */
const PARTITION = 'persist:desk'

/**
 * The session of all windows: it grants nothing, asks nobody outside, and caches nothing on disk.
 *
 * Answers of the station are for its token only, so none is kept. The spell checker would fetch its dictionaries from
 * a third party.
 */
export function openPagesSession(): Session {
  const pages = session.fromPartition(PARTITION, { cache: false })
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  pages.setPermissionCheckHandler(() => false)
  pages.setDevicePermissionHandler(() => false)
  pages.setSpellCheckerEnabled(false)
  return pages
}
