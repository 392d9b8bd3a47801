import { sha256 as digestOf } from '@noble/hashes/sha2.js'

/**
 * SHA-256 of a text, as base64url writes it: what S256 makes of a verifier.
 *
 * Not by the browser: over plain HTTP it keeps its own from pages, and a device is paired there too.
 */
export function sha256(text: string): string {
  return base64url(digestOf(new TextEncoder().encode(text)))
}

/** Bytes as base64url writes them, without padding. */
export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
