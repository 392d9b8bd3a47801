import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linkIn, placeOfLink, withoutLink } from '../../electron/shell/deep-link.ts'
import { destinationOf } from '../../electron/shell/destination.ts'
import { drawGlyph, type Glyph } from '../../electron/shell/glyph.ts'
import { readableLine } from '../../electron/shell/log-tail.ts'
import { menuTemplate } from '../../electron/shell/menu.ts'
import { ownWords } from '../../electron/shell/own-words.ts'
import { NOTHING_KEPT, place, readKept } from '../../electron/shell/placement.ts'
import { profileFolder } from '../../electron/shell/profile.ts'
import { sayIn } from '../../electron/shell/shell-words.ts'
import { offerTasks, taskIn, type UserTask, withoutTask } from '../../electron/shell/tasks.ts'
import { trayFace } from '../../electron/shell/tray-face.ts'

const LAN_AT_HOME = { on: false, plain: false, until: null, urls: [], fault: null, differences: [] }
const STATION = 'http://127.0.0.1:4820'
const say = sayIn('en')

describe('where an address leads', () => {
  test.each([
    [`${STATION}/mission/one`, 'own'],
    ['http://127.0.0.1:4821/', 'browser'],
    ['https://example.com/a?b#c', 'browser'],
    ['http://localhost:4820/', 'browser'],
    ['https://name@example.com/', 'nowhere'],
    ['https://:secret@example.com/', 'nowhere'],
    ['http://127.0.0.1:4820@example.com/', 'nowhere'],
    ['file:///etc/passwd', 'nowhere'],
    ['javascript:alert(1)', 'nowhere'],
    ['data:text/html,hello', 'nowhere'],
    ['fusion-desk://boot/', 'nowhere'],
    ['mailto:ada@example.com', 'nowhere'],
    ['smb://host/share', 'nowhere'],
    ['', 'nowhere'],
    ['/mission/one', 'nowhere'],
  ])('[SHELL-15] %s leads %s', (address, destination) => {
    expect(destinationOf(address, STATION)).toBe(destination)
  })

  test('[SHELL-12] while there is no station, nothing is its own', () => {
    expect(destinationOf(`${STATION}/`, null)).toBe('browser')
  })
})

describe('the words of the command line', () => {
  test.each([
    [['electron', '.', '--data', 'here'], false, ['--data', 'here']],
    [['electron', '--no-sandbox', '--inspect=0', '/desk', '--port', '0'], false, ['--port', '0']],
    [['electron', '/desk'], false, []],
    [['fusion-desk', '--data', 'here'], true, ['--data', 'here']],
    [['fusion-desk', '--no-sandbox', '--port', '0', '--lang=de', '-psn_0_1'], true, ['--port', '0']],
    [['fusion-desk', '--prot', '1'], true, ['--prot', '1']],
  ])('[SHELL-2] of %j, packed %s, ours are %j', (argv, packed, words) => {
    expect(ownWords(argv, packed)).toEqual(words)
  })
})

describe('a link of the system', () => {
  test.each([
    ['fusiondesk://mission/r1-EURUSD-1795968000', '/mission/r1-EURUSD-1795968000'],
    ['fusiondesk://signal/demo-xauusd-1/', '/signals/demo-xauusd-1'],
    ['fusiondesk://mission/', null],
    ['fusiondesk://mission/..', null],
    ['fusiondesk://mission/a/b', null],
    ['fusiondesk://mission/a?token=fd1_x', null],
    ['fusiondesk://mission/a#token=fd1_x', null],
    ['fusiondesk://mission/%2e%2e', null],
    ['fusiondesk://user@mission/a', null],
    ['fusiondesk://fire/r1', null],
    ['fusiondesk:mission/a', null],
    ['FUSIONDESK://mission/a', null],
    ['https://mission/a', null],
    [`fusiondesk://mission/${'a'.repeat(65)}`, null],
    ['fusiondesk://mission/a\n', null],
    ['', null],
  ])('[SHELL-58] %s opens %s', (link, place) => {
    expect(placeOfLink(link)).toBe(place)
  })

  test('[SHELL-58] whatever stands in it, a link leads to a view of one signal or nowhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (text) => {
        for (const link of [text, `fusiondesk://${text}`, `fusiondesk://mission/${text}`]) {
          const place = placeOfLink(link)
          if (place !== null) expect(place).toMatch(/^\/(mission|signals)\/[A-Za-z0-9._:-]{1,64}$/)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('[SHELL-59] only the last word of a command line may be one, and it is no flag of ours', () => {
    const link = 'fusiondesk://mission/a'
    expect(linkIn(['fusion-desk', '--', link])).toBe(link)
    expect(linkIn(['fusion-desk', link, '--port', '1'])).toBeNull()
    expect(withoutLink(['fusion-desk', '--port', '1', '--', link])).toEqual(['fusion-desk', '--port', '1'])
    expect(withoutLink(['fusion-desk', '--port', '1'])).toEqual(['fusion-desk', '--port', '1'])
  })
})

describe('tasks that are chosen outside the window', () => {
  test.each([
    [['fusion-desk', '--task=mute'], 'mute', ['fusion-desk']],
    [
      ['fusion-desk', '--data', 'here', '--task=briefing', '--original-process-start-time=1'],
      'briefing',
      null,
    ],
    [['fusion-desk', '--task=sell'], null, ['fusion-desk', '--task=sell']],
    [['fusion-desk', '--task', 'mute'], null, ['fusion-desk', '--task', 'mute']],
    // What comes behind the mark comes from whoever wrote a link.
    [['fusion-desk', '--', '--task=mute'], null, ['fusion-desk', '--', '--task=mute']],
  ])('[SHELL-73] of %j the task is %s', (argv, task, rest) => {
    expect(taskIn(argv)).toBe(task)
    if (rest !== null) expect(withoutTask(argv)).toEqual(rest)
    expect(withoutTask(argv).some((word) => task !== null && word.startsWith('--task'))).toBe(false)
  })

  test('[SHELL-73] a jump list starts the program with the flags of its own desk, whatever stands in them', () => {
    const given: UserTask[] = []
    const places = { setUserTasks: (tasks: UserTask[]) => void given.push(...tasks), setDockMenu: null }
    const words = ['--data', 'C:\\My desk\\', '--host', 'a"b']
    offerTasks(places, { program: 'C:\\Fusion.exe', words }, () => undefined, say)
    expect(given.map(({ title, arguments: line }) => [title, line])).toEqual([
      ['Open briefing', '--data "C:\\My desk\\\\" --host "a\\"b" --task=briefing'],
      ['Mute 1 h', '--data "C:\\My desk\\\\" --host "a\\"b" --task=mute'],
    ])
    expect(given.every(({ program, iconPath }) => program === iconPath)).toBe(true)
  })

  test('[SHELL-73] the menu of a dock does it at once', () => {
    const [done, items]: [string[], { label: string; click: () => void }[]] = [[], []]
    const places = { setUserTasks: null, setDockMenu: (menu: typeof items) => void items.push(...menu) }
    offerTasks(places, { program: 'fusion', words: [] }, (task) => done.push(task), say)
    for (const { click } of items) click()
    expect([items.map(({ label }) => label), done]).toEqual([
      ['Open briefing', 'Mute 1 h'],
      ['briefing', 'mute'],
    ])
  })
})

describe('where the window opens', () => {
  const main = { x: 0, y: 0, width: 1_920, height: 1_040 }
  const right = { x: 1_920, y: 0, width: 1_280, height: 1_000 }

  test('[SHELL-52] where it was, as long as its title bar is on a screen', () => {
    const bounds = { x: 2_000, y: 100, width: 900, height: 700 }
    expect(place(bounds, [main, right])).toEqual(bounds)
    expect(place(bounds, [main])).toEqual({ width: 1_440, height: 900 })
  })

  test.each([
    // 120 points of the title bar's width and 32 of its height have to be on a screen.
    [{ x: 1_800, y: 0, width: 900, height: 700 }, true],
    [{ x: 1_801, y: 0, width: 900, height: 700 }, false],
    [{ x: -780, y: 0, width: 900, height: 700 }, true],
    [{ x: -781, y: 0, width: 900, height: 700 }, false],
    [{ x: 0, y: 1_008, width: 900, height: 700 }, true],
    [{ x: 0, y: 1_009, width: 900, height: 700 }, false],
    [{ x: 0, y: -1, width: 900, height: 700 }, false],
  ])('[SHELL-52] at %j it can be reached: %s', (bounds, reachable) => {
    expect('x' in place(bounds, [main])).toBe(reachable)
  })

  test('[SHELL-52] never larger than its screen, never too small to use', () => {
    expect(place({ x: 0, y: 0, width: 4_000, height: 3_000 }, [main])).toMatchObject({
      width: 1_920,
      height: 1_040,
    })
    expect(place({ x: 0, y: 0, width: 130, height: 10 }, [main])).toMatchObject({ width: 480, height: 480 })
    expect(place(null, [{ x: 0, y: 0, width: 1_024, height: 700 }])).toEqual({ width: 1_024, height: 700 })
  })

  test.each([
    '',
    'null',
    '[]',
    '7',
    '{"bounds":{"x":0.5,"y":0,"width":1,"height":1}}',
    '{"bounds":null,"maximized":1}',
  ])('[SHELL-52] what is not a kept window counts as none: %s', (text) => {
    expect(readKept(text)).toEqual(NOTHING_KEPT)
  })
})

describe('the glyph of the tray', () => {
  const SIDE = 16
  /** How opaque a pixel is, 0 to 255. */
  const at = (glyph: Glyph, column: number, row: number) =>
    drawGlyph(glyph, SIDE, 255)[(row * SIDE + column) * 4 + 3]

  test('[SHELL-50] solid, hollow and cross differ in shape: the middle, the edge, the corner', () => {
    // Middle (8,8); on the ring, a third of the side to the right of it (13,8); on a diagonal (2,2).
    const shape = (glyph: Glyph) =>
      [at(glyph, 8, 8), at(glyph, 13, 8), at(glyph, 2, 2)].map((each) => (each ?? 0) > 127)
    expect(shape('solid')).toEqual([true, true, false])
    expect(shape('hollow')).toEqual([false, true, false])
    expect(shape('cross')).toEqual([true, false, true])
  })

  test('[SHELL-50] a bitmap has four bytes a pixel, its grey multiplied by its opacity', () => {
    const bitmap = drawGlyph('solid', SIDE, 200)
    expect(bitmap).toHaveLength(SIDE * SIDE * 4)
    for (let pixel = 0; pixel < bitmap.length; pixel += 4) {
      const [blue, green, red, opacity = 0] = bitmap.subarray(pixel, pixel + 4)
      expect([green, red]).toEqual([blue, blue])
      // 200 of 255: within the rounding of both.
      expect(Math.abs((blue ?? 0) - (opacity * 200) / 255)).toBeLessThanOrEqual(1)
    }
  })
})

test('[SHELL-50] the tray tells a live station from one whose market stands, and from none', () => {
  const running = (paused: boolean, ended: boolean) =>
    trayFace(
      {
        kind: 'running',
        serving: { market: { source: 'sim', paused, ended }, lan: { face: () => LAN_AT_HOME } } as never,
      },
      say,
    )
  expect(running(false, false)).toEqual({ glyph: 'solid', words: 'Live', market: 'pause' })
  expect(running(true, false)).toEqual({
    glyph: 'hollow',
    words: 'Live; the market is paused',
    market: 'resume',
  })
  expect(running(true, true)).toEqual({ glyph: 'hollow', words: 'Live; the replay has ended', market: null })
  expect(trayFace({ kind: 'starting' }, say).glyph).toBe('hollow')
  expect(trayFace({ kind: 'stopped' }, say)).toEqual({
    glyph: 'cross',
    words: 'The station is not running',
    market: null,
  })
})

describe('the menu', () => {
  const actions = new Proxy({}, { get: () => () => undefined }) as Parameters<typeof menuTemplate>[1]
  const text = (plan: Partial<Parameters<typeof menuTemplate>[0]>) =>
    JSON.stringify(
      menuTemplate(
        {
          face: { market: 'pause' },
          running: true,
          devTools: false,
          atLogin: null,
          mac: false,
          say,
          ...plan,
        },
        actions,
      ),
    )

  test('[SHELL-56] offers developer tools to developers only', () => {
    expect(text({})).not.toContain('toggleDevTools')
    expect(text({ devTools: true })).toContain('toggleDevTools')
  })

  test('[SHELL-56] offers only what is possible', () => {
    expect(text({ running: false, face: { market: null } })).toMatch(/"New window"[^}]*"enabled":false/)
    expect(text({ face: { market: null } })).not.toContain('feed')
    expect(text({ face: { market: 'resume' } })).toContain('Resume feed')
    expect(text({})).not.toContain('Start at login')
    expect(text({ atLogin: true })).toMatch(/"Start at login"[^}]*"checked":true/)
  })
})

test('[SHELL-45] a line of the log is shown in words', () => {
  const line =
    '{"level":"warn","time":"2026-01-05T12:34:56.789Z","component":"feed","event":"bad_rows","file":"a.csv","rows":3}'
  expect(readableLine(`${line}\n`)).toBe('12:34:56 warn feed bad_rows file="a.csv" rows=3')
  expect(readableLine('no json\n')).toBe('no json')
})

test('[SHELL-3] each data folder has a profile of its own, outside the folder', () => {
  const one = profileFolder('/home/ada/.config', '/desks/one')
  const two = profileFolder('/home/ada/.config', '/desks/two')
  expect(one).toMatch(/^\/home\/ada\/\.config\/fusion-desk\/[0-9a-f]{16}$/)
  expect(two).not.toBe(one)
  expect(profileFolder('/home/ada/.config', null)).toBe('/home/ada/.config/fusion-desk/no-settings')
})
