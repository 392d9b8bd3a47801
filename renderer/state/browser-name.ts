/** What a browser calls itself, as people call it. Names of products are the same in every language. */

const SYSTEMS: readonly (readonly [sign: RegExp, name: string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
]
/** Those that call themselves by several names come before those whose names they borrow. */
const BROWSERS: readonly (readonly [sign: RegExp, name: string])[] = [
  [/Electron\/(\d+)/, 'Fusion Desk'],
  [/Edg(?:A|iOS)?\/(\d+)/, 'Edge'],
  [/OPR\/(\d+)/, 'Opera'],
  [/SamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari/, 'Safari'],
]

/** The system behind a user agent, or an empty text: a first name for a device that nobody has named yet. */
export function systemName(agent: string): string {
  return SYSTEMS.find(([sign]) => sign.test(agent))?.[1] ?? ''
}

/** `Chrome 131, Android`; what calls itself something else is called that, and what says nothing is unknown. */
export function browserName(agent: string): string {
  const named = BROWSERS.flatMap(([sign, name]) => {
    const version = sign.exec(agent)?.[1]
    return version === undefined ? [] : [`${name} ${version}`]
  })
  const parts = [named[0], systemName(agent)].filter((part) => part)
  if (parts.length > 0) return parts.join(', ')
  return agent === '' ? '\u2014' : agent.slice(0, 40)
}
