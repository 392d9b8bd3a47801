import { safeStorage } from 'electron'
import type { Keychain } from '#server/lan/key-places.ts'

/**
 * The system's keeper of secrets.
 *
 * On Linux without one Chromium would scramble with a password that stands in its source: that is none.
 */
export const systemKeychain: Keychain = {
  async available() {
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false
    return safeStorage.isAsyncEncryptionAvailable()
  },
  seal: (text) => safeStorage.encryptStringAsync(text),
  async unseal(sealed) {
    const { result } = await safeStorage.decryptStringAsync(sealed)
    return result
  },
}
