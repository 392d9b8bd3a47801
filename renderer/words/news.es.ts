import type { news as English } from './news.en.ts'
import type { Translated } from './words.ts'

/** Spanish. */
export const news: Translated<typeof English> = {
  skew_ahead:
    'El reloj de este dispositivo va {{n}} min por delante del de la estación. Aquí todo va según el de la estación.',
  skew_behind:
    'El reloj de este dispositivo va {{n}} min por detrás del de la estación. Aquí todo va según el de la estación.',
  market_off:
    'No hay mercado: la estación se inició en modo seguro, sin datos ni proveedores. Nada se mueve hasta que se reinicie.',
  insecure:
    'Las notificaciones necesitan la dirección segura. Con HTTP sin cifrar, este navegador tampoco mantiene la pantalla ni instala nada.',
  updated: 'Esta mesa se ha actualizado a la versión {{version}}.',
  what_is_new: 'Novedades',
  dismiss: 'No mostrar más',
  ready: 'La versión {{version}} está lista. Se pone en su sitio cuando sales del programa.',
  later: 'Más tarde',
  running: 'Aquí funciona la versión {{version}}.',
  coming: 'En la versión {{version}}, que se pone en su sitio al salir',
  of_version: 'En la versión {{version}}',
  unreleased: 'Desde la última publicación',
  in_english: 'Estas notas están solo en inglés.',
  nothing: 'No hay nada escrito sobre esta versión.',
}
