import { contextBridge, ipcRenderer } from 'electron'
import { ASKED, type ShellBridge, TOLD } from '#contracts/bridge.ts'

/** Functions only, and no way to name a channel: who may ask what is decided on the other side. */
const bridge: ShellBridge = {
  takeToken: () => ipcRenderer.invoke(ASKED.token),
  onWake(listener) {
    // The event itself stays here: it would give the page a way back into Electron.
    const told = () => listener()
    ipcRenderer.on(TOLD.woke, told)
    return () => ipcRenderer.removeListener(TOLD.woke, told)
  },
  onOpen(listener) {
    const told = (_event: unknown, place: string) => listener(place)
    ipcRenderer.on(TOLD.open, told)
    return () => ipcRenderer.removeListener(TOLD.open, told)
  },
  takeTask: () => ipcRenderer.invoke(ASKED.task),
  onTask(listener) {
    const told = () => listener()
    ipcRenderer.on(TOLD.task, told)
    return () => ipcRenderer.removeListener(TOLD.task, told)
  },
  alert: (alert) => ipcRenderer.invoke(ASKED.alert, alert),
  showCount: (count) => ipcRenderer.invoke(ASKED.count, count),
  tellLanguage: (language) => ipcRenderer.invoke(ASKED.language, language),
  readUpdates: () => ipcRenderer.invoke(ASKED.updates),
  lookForUpdates: () => ipcRenderer.invoke(ASKED.look),
  onUpdates(listener) {
    const told = () => listener()
    ipcRenderer.on(TOLD.updates, told)
    return () => ipcRenderer.removeListener(TOLD.updates, told)
  },
  readReport: () => ipcRenderer.invoke(ASKED.report),
  retry: () => ipcRenderer.invoke(ASKED.retry),
  startSafely: () => ipcRenderer.invoke(ASKED.safe),
  openLogs: () => ipcRenderer.invoke(ASKED.logs),
  copyDiagnostics: () => ipcRenderer.invoke(ASKED.diagnostics),
  quit: () => ipcRenderer.invoke(ASKED.quit),
}

contextBridge.exposeInMainWorld('fusionDesk', bridge)
