const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})/

/** Whether one version comes after another, by its three numbers; what is none comes after nothing. */
export function isNewer(version: string, than: string): boolean {
  const [one, other] = [numbersOf(version), numbersOf(than)]
  const first = one.findIndex((number, at) => number !== other[at])
  return first !== -1 && (one[first] ?? 0) > (other[first] ?? 0)
}

function numbersOf(version: string): readonly number[] {
  const [, ...numbers] = VERSION.exec(version) ?? ['', '0', '0', '0']
  return numbers.map(Number)
}
