import type { look as English } from './look.en.ts'
import type { Translated } from './words.ts'

/** Spanish. */
export const look: Translated<typeof English> = {
  theme: 'Tema',
  as_system: 'Como el sistema',
  dark: 'Oscuro',
  light: 'Claro',
  contrast: 'Contraste',
  high_contrast: 'Contraste alto',
  up_and_down: 'Subida y bajada',
  green_up: 'Verde sube, rojo baja',
  red_up: 'Rojo sube, verde baja',
  blue_up: 'Azul sube, naranja baja',
  text_size: 'Tamaño del texto',
  times: 'Horas',
  zone_own: 'La tuya, {{zone}}',
  zone_device: 'Este dispositivo, {{zone}}',
  language: 'Idioma',
  language_system: 'Como pide el navegador',
  kept_here: 'Se guarda en este dispositivo. Flecha, signo y palabra dicen siempre lo que dice el color.',
}
