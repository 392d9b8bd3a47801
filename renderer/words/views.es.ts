import type { views as English } from './views.en.ts'
import type { Translated } from './words.ts'

/** Spanish. */
export const views: Translated<typeof English> = {
  title: 'Columnas y vistas',
  columns: 'Columnas',
  views: 'Vistas guardadas',
  no_views:
    'Ninguna todavía. Una vista guarda orden, filtro, alcance y columnas con un nombre, en este dispositivo.',
  take: 'Mostrar la vista {{name}}',
  drop: 'Borrar la vista {{name}}',
  name: 'Nombre para lo que ves ahora',
  save: 'Guardar la cola',
  save_about: 'Las señales que ve ahora, en su orden y con estas columnas, también las de más abajo.',
  save_nothing: 'No se muestra ninguna señal que guardar.',
  keep: 'Guardar vista',
}
