declare const brand: unique symbol
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name }

/** A person at the desk. Text; the integers of the seed systems are kept as text. */
export type UserId = Branded<string, 'UserId'>
/** A signal and the mission it stands for. */
export type SignalId = Branded<string, 'SignalId'>
/** One paper trade: one user's fire on one signal. */
export type TradeId = Branded<string, 'TradeId'>
/** One access token; the secret itself is never an id. */
export type TokenId = Branded<string, 'TokenId'>
/** One browser that was paired with the station; its sessions come and go. */
export type DeviceId = Branded<string, 'DeviceId'>
/** An instrument, such as EURUSD. */
export type SymbolName = Branded<string, 'SymbolName'>
/** One uninterrupted replay or simulation; part of the ids of its signals. */
export type RunId = Branded<string, 'RunId'>

const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/
const SYMBOL_PATTERN = /^[A-Z0-9]{3,12}$/
/** Words that routes use where an id would stand. */
const RESERVED_SIGNAL_IDS: ReadonlySet<string> = new Set(['active', 'daily'])

/** A well-formed user id, or null. Length 1 to 64, letters, digits and `._:-`. */
export function userId(text: string): UserId | null {
  return ID_PATTERN.test(text) ? (text as UserId) : null
}

/** A well-formed signal id, or null. `active` and `daily` are words of the routes and no legal ids. */
export function signalId(text: string): SignalId | null {
  return ID_PATTERN.test(text) && !RESERVED_SIGNAL_IDS.has(text) ? (text as SignalId) : null
}

/** A well-formed instrument name, or null. 3 to 12 capital letters and digits. */
export function symbolName(text: string): SymbolName | null {
  return SYMBOL_PATTERN.test(text) ? (text as SymbolName) : null
}
