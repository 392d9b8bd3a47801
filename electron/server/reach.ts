/** How this station can be reached from other machines at this moment. */
export interface Reach {
  /** Addresses for other machines (`https://192.168.1.7:4820`), the one to show first; empty while the LAN is off. */
  readonly urls: readonly string[]
  /** SHA-256 of the certificate that answers there, lower-case hex; null where nothing speaks TLS. */
  readonly fingerprint: string | null
}

/** Loopback alone. */
export const LOOPBACK_ONLY: Reach = { urls: [], fingerprint: null }
