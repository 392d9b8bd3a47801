/** How the tray shows the station, told apart without colour. */
export type Glyph = 'solid' | 'hollow' | 'cross'

const BYTES_PER_PIXEL = 4
/** Edges are smoothed by looking at this many points of a pixel in each direction. */
const POINTS = 4

/**
 * Draws a glyph as a bitmap: rows from the top, four bytes a pixel, all of one grey and as opaque as it is covered.
 *
 * @param side  width and height in pixels
 * @param grey  0 black to 255 white
 */
export function drawGlyph(glyph: Glyph, side: number, grey: number): Buffer {
  const bitmap = Buffer.alloc(side * side * BYTES_PER_PIXEL)
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const covered = coverage(glyph, column / side, row / side, 1 / side)
      // The colours of a bitmap are multiplied by its opacity already.
      const shade = Math.round(grey * covered)
      bitmap.set([shade, shade, shade, Math.round(255 * covered)], (row * side + column) * BYTES_PER_PIXEL)
    }
  return bitmap
}

/** The part of a pixel that the glyph covers, 0 to 1. */
function coverage(glyph: Glyph, left: number, top: number, pixel: number): number {
  let inside = 0
  for (let i = 0; i < POINTS * POINTS; i++) {
    const x = left + (((i % POINTS) + 0.5) * pixel) / POINTS - 0.5
    const y = top + ((Math.floor(i / POINTS) + 0.5) * pixel) / POINTS - 0.5
    if (covers(glyph, x, y)) inside += 1
  }
  return inside / (POINTS * POINTS)
}

/** Whether a point belongs to the glyph; the middle is 0, the edges are at a half. */
function covers(glyph: Glyph, x: number, y: number): boolean {
  const away = Math.hypot(x, y)
  switch (glyph) {
    case 'solid':
      return away <= 0.42
    case 'hollow':
      return away <= 0.42 && away >= 0.28
    case 'cross':
      return Math.max(Math.abs(x), Math.abs(y)) <= 0.38 && Math.abs(Math.abs(x) - Math.abs(y)) <= 0.13
  }
}
