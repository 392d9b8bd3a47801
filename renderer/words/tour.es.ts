import type { tour as English } from './tour.en.ts'
import type { Translated } from './words.ts'

/** Spanish. */
export const tour: Translated<typeof English> = {
  stop_of: 'Recorrido, parada {{n}} de {{all}}',
  end: 'Terminar el recorrido',
  back: 'Atrás',
  next: 'Siguiente',
  done: 'Listo',
  go_to_it: 'Ir ahí',
  not_here: 'Ahora no se muestra: quizá haya un panel plegado o ninguna señal abierta.',
  title_truth: 'Qué es cierto',
  about_truth:
    'Esta marca dice si se oye la estación; la de al lado, de dónde vienen los números. Mientras no ponga LIVE, nada aquí es en vivo ni lo aparenta.',
  keys_truth: 'Espacio congela la página; la estación sigue.',
  title_queue: 'Las señales',
  about_queue:
    'Todas las señales abiertas, la mejor primero. Elige una y el resto de la página la muestra; las nuevas esperan mientras estás en la lista.',
  keys_queue: 'J y K eligen, / filtra, Enter abre los detalles.',
  title_why: 'Por qué se valora así',
  about_why:
    'De qué se compone la probabilidad de la señal elegida, fuente por fuente, con su intervalo y lo que debe superar. También se lee como tabla.',
  keys_why: 'B abre el informe.',
  title_decide: 'La decisión',
  about_decide:
    'Disparar lleva dos pasos: armar y confirmar. Pasar con su motivo cuenta tanto como disparar. Este recorrido no dispara nada.',
  keys_decide: 'F arma y F otra vez dispara; Esc desarma; P pasa.',
  title_find: 'Todo lo demás',
  about_find: 'Páginas, señales, personas, ajustes y acciones se encuentran y ejecutan desde aquí.',
  keys_find: 'Ctrl K lo abre desde cualquier parte; ? muestra las teclas de la página en la que estás.',
}
