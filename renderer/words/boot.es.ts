import type { boot as English } from './boot.en.ts'
import type { Translated } from './words.ts'

/** Spanish. */
export const boot: Translated<typeof English> = {
  page: 'Fusion Desk: sin estación',
  not_running: 'PARADA',
  starting: 'INICIANDO',
  no_station: 'No hay estación',
  retry: 'Reintentar',
  safe: 'Iniciar sin mercado',
  logs: 'Abrir los registros',
  diagnostics: 'Copiar el diagnóstico',
  quit: 'Salir',
  data_folder: 'Carpeta de datos',
  log_lines: 'Últimas líneas del registro',
  nothing_logged: 'No se registró nada antes del fallo.',
  starting_station: 'Iniciando la estación',
  failed_again: 'Ha fallado otra vez.',
  copied: 'Diagnóstico copiado.',
  port_in_use_title: 'El puerto está ocupado',
  port_in_use_advice:
    'Cierra el otro programa y reinténtalo, o inicia con --port 0 para que el sistema elija un puerto.',
  data_folder_in_use_title: 'La carpeta de datos está en uso',
  data_folder_in_use_advice:
    'Una carpeta de datos pertenece a una sola estación. Cierra la otra y reinténtalo, o inicia con otro --data.',
  settings_refused_title: 'Se rechazó un ajuste',
  settings_refused_advice:
    'Corrige config.json y reinténtalo; una opción se corrige donde se inicia el programa.',
  feed_refused_title: 'El mercado no se puede reproducir',
  feed_refused_advice: 'Corrige el archivo y reinténtalo. Sin mercado, la mesa se abre para leer y mantener.',
  newer_data_title: 'La carpeta de datos es de una versión más nueva',
  newer_data_advice: 'Inicia la versión que la escribió. Esta no ha cambiado nada.',
  disk_full_title: 'El disco está lleno',
  disk_full_advice: 'Haz sitio en el disco de la carpeta de datos y reinténtalo.',
  not_started_title: 'La estación no se inició',
  not_started_advice: 'El registro dice más. Sin mercado, la mesa se abre para leer y mantener.',
  broken_title: 'La estación dejó de funcionar',
  broken_advice: 'Reintentar la inicia de nuevo con lo que hay en disco. El registro dice más.',
}
