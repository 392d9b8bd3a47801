import { HISTORY } from '#contracts/history.ts'

/** English: the words of the contract, which the station uses too. */
export const history = HISTORY
