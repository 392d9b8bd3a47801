import type { Api } from '../link/api.ts'

/** Lets the browser save a text as a file. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** Saves everything the station holds about somebody as a file. */
export async function saveRecord(api: Api, userId: string, format: 'json' | 'csv'): Promise<void> {
  const reply = await api.ask('userExport', { params: { id: userId }, query: { format } })
  saveFile(`${userId}.${format}`, typeof reply === 'string' ? reply : JSON.stringify(reply, null, 2))
}
