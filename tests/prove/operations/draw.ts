import type { Command } from '#core/command.ts'
import { DESK_DRAWS } from './draw-desk.ts'
import { PEOPLE_DRAWS } from './draw-people.ts'
import { PROGRESS_DRAWS } from './draw-progress.ts'
import { SOCIAL_DRAWS } from './draw-social.ts'
import type { Draw, Scene } from './scene.ts'

const DRAWS: readonly Draw[] = [...PROGRESS_DRAWS, ...DESK_DRAWS, ...SOCIAL_DRAWS, ...PEOPLE_DRAWS]
const WEIGHTS = DRAWS.reduce((sum, { weight }) => sum + weight, 0)

/** The next commands that somebody gives, mostly one; some are refused, as people's are. */
export function draw(scene: Scene): readonly Command[] {
  for (;;) {
    let ticket = scene.chance.share() * WEIGHTS
    const drawn = DRAWS.find(({ weight }) => {
      ticket -= weight
      return ticket < 0
    })
    const commands = drawn?.of(scene) ?? null
    if (commands !== null) return commands
  }
}
