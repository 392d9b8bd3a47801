/** How rare a mystery box or an item is. Source: seed HydraX, mystery boxes. */
export type Rarity = 'common' | 'uncommon' | 'rare' | 'epic' | 'legendary'

/**
 * What an engine promises to a trader. It states the promise in its event; whoever owns the thing pays it: points and
 * XP the points engine, boxes the box engine, honours the claims engine.
 */
export type Reward =
  /** Points to spend; they count as XP too. */
  | { readonly kind: 'points'; readonly amount: number }
  /** XP alone. */
  | { readonly kind: 'xp'; readonly amount: number }
  /** A box of that rarity, or one whose rarity is drawn by the published odds. */
  | { readonly kind: 'box'; readonly rarity: Rarity | 'drawn' }
  /** Something to show that is worth nothing else. */
  | { readonly kind: 'honour'; readonly honour: HonourKind; readonly name: string }

/** Items, titles and badges: shown on a profile, never sold. */
export type HonourKind = 'item' | 'title' | 'badge' | 'analyst'

/** Why a reward is paid, and the id by which it is paid once: `streak:daily_login:7`, `achievement:level_10:1`. */
export interface Cause {
  readonly engine:
    | 'streak'
    | 'achievement'
    | 'mission'
    | 'record'
    | 'box'
    | 'campaign'
    | 'board'
    | 'challenge'
  readonly id: string
}

/** Points among rewards. */
export function pointsIn(rewards: readonly Reward[]): number {
  return rewards.reduce((sum, reward) => sum + (reward.kind === 'points' ? reward.amount : 0), 0)
}

/** XP among rewards that is not points. */
export function xpIn(rewards: readonly Reward[]): number {
  return rewards.reduce((sum, reward) => sum + (reward.kind === 'xp' ? reward.amount : 0), 0)
}
