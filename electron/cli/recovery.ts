import { createInterface } from 'node:readline'
import type { Command } from './commands.ts'
import { BadUsage } from './words.ts'

/** The way back in for whoever lost `operator.token`, or fears that somebody else has it. */
export const RECOVERY_COMMANDS: Readonly<Record<string, Command>> = {
  recovery: {
    usage: 'recovery (makes a new recovery code; the one before opens nothing any more)',
    spec: {},
    needsDatabase: true,
    run: async (desk) => {
      const said = await desk.call('makeRecoveryCode', {})
      if (!said.ok) return { kind: 'refused', problem: said.problem }
      const { recovery_code } = said.value
      const words = ['the recovery code, shown this once: keep it away from this machine']
      return { kind: 'done', value: recovery_code, json: said.value, words, fine: true }
    },
  },
  recover: {
    usage: 'recover (reads the recovery code from standard input; makes a new operator.token)',
    spec: {},
    needsDatabase: true,
    withoutToken: true,
    run: async (desk) => {
      const code = await firstLine()
      if (code === '') throw new BadUsage('the recovery code is missing: it is read from standard input')
      const said = await desk.call('recoverOperator', { body: { code } })
      if (!said.ok) return { kind: 'refused', problem: said.problem }
      const { token, recovery_code } = said.value
      const words = [
        'operator.token is written anew; every operator token and device of before is ended',
        `the next recovery code, shown this once: ${recovery_code}`,
      ]
      return { kind: 'done', value: token, json: said.value, words, fine: true }
    },
  },
}

/** Not from the command line, where other users of the machine could read it. */
async function firstLine(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Recovery code: ')
  const lines = createInterface({ input: process.stdin })
  for await (const line of lines) {
    lines.close()
    return line.trim()
  }
  return ''
}
