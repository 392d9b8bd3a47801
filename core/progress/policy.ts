import { type AbusePolicy, DEFAULT_ABUSE_POLICY } from './abuse-policy.ts'

/** Every tunable number of progress, with its unit in its name. Source: seed Diana and HydraX unless said. */
export interface ProgressPolicy {
  /** Base and bonus of one award. */
  readonly baseMax: number
  readonly bonusMax: number
  /** A caller's own multiplier, hundredths. */
  readonly callHundredthsMax: number
  /** All multipliers together, hundredths. */
  readonly combinedHundredthsMax: number
  readonly vipHundredths: Readonly<Record<'none' | 'standard' | 'premium', number>>
  readonly levelBonusPerLevel: number
  readonly levelBonusMax: number
  readonly abuse: AbusePolicy
}

export const DEFAULT_PROGRESS_POLICY: ProgressPolicy = {
  baseMax: 100_000,
  bonusMax: 10_000,
  callHundredthsMax: 200,
  combinedHundredthsMax: 500,
  vipHundredths: { none: 100, standard: 150, premium: 200 },
  levelBonusPerLevel: 2,
  levelBonusMax: 50,
  abuse: DEFAULT_ABUSE_POLICY,
}
