const CODE = /^[0-9A-HJKMNP-TV-Z]{8}$/

/** A code as people type it, in any case, with blanks and dashes; null while it is none. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return CODE.test(code) ? code : null
}
