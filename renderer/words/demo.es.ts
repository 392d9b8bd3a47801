import type { demo as English } from './demo.en.ts'
import type { Translated } from './words.ts'

/** Spanish. */
export const demo: Translated<typeof English> = {
  title: 'Esta mesa es una demo',
  about:
    'Veinte operadores, tres semanas de operaciones y el propio mercado son inventados. Están en una carpeta propia; tu mesa, si tienes una, no está en ella.',
  removed:
    'La demo se ha eliminado y su estación se ha detenido. Inicia la estación de nuevo para tu propia mesa.',
  cannot_undo: 'Eliminarla borra esa carpeta y detiene la estación. No se puede deshacer.',
  keep: 'Conservarla',
  removing: 'Eliminando',
  remove: 'Eliminar la demo',
}
