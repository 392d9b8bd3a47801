import type { look as English } from './look.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const look: Translated<typeof English> = {
  theme: 'Farben',
  as_system: 'Wie das System',
  dark: 'Dunkel',
  light: 'Hell',
  contrast: 'Kontrast',
  high_contrast: 'Hoher Kontrast',
  up_and_down: 'Auf und ab',
  green_up: 'Grün auf, Rot ab',
  red_up: 'Rot auf, Grün ab',
  blue_up: 'Blau auf, Orange ab',
  text_size: 'Textgröße',
  times: 'Zeiten',
  zone_own: 'Ihre, {{zone}}',
  zone_device: 'Dieses Gerät, {{zone}}',
  language: 'Sprache',
  language_system: 'Wie der Browser es wünscht',
  kept_here: 'Auf diesem Gerät gespeichert. Pfeil, Zeichen und Wort sagen immer, was die Farbe sagt.',
}
