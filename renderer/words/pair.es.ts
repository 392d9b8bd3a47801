import type { pair as English } from './pair.en.ts'
import type { Translated } from './words.ts'

/** Spanish. */
export const pair: Translated<typeof English> = {
  title: 'Unir este dispositivo a la mesa',
  intro: 'Un operador te muestra un código en la página «Red y dispositivos» de la mesa. Vale dos minutos.',
  from_link:
    'El código vino con el enlace. Ponle nombre a este dispositivo para que el operador lo reconozca.',
  code: 'Código',
  code_hint: 'Ocho letras y cifras, por ejemplo ABCD-1234',
  code_short: 'Un código tiene ocho letras y cifras.',
  name: 'Nombre de este dispositivo',
  name_needed: 'Ponle nombre a este dispositivo.',
  join: 'Unirse',
  joining: 'Uniendo',
  already: 'Este navegador ya ha entrado.',
  to_desk: 'Ir a la mesa',
  with_token: 'Entrar con un token',
  waiting: 'Muestra estas cifras al operador',
  compare:
    'La pantalla del operador muestra las mismas seis. Si muestra otras, está a punto de admitir otro dispositivo: avisa al operador.',
  waits_as: 'Esperando como {{name}} a que el operador deje entrar este dispositivo.',
  left: 'quedan {{seconds}} s',
  away: 'La estación no responde en este momento. Se le pregunta otra vez.',
  give_up: 'Empezar de nuevo',
  in_title: 'Ya estás dentro',
  in_as: 'Has entrado como {{user}}.',
  may_operator: 'Decides sobre la mesa: su red, sus dispositivos y su gente.',
  may_trader: 'Lees informes y decides en tu propio nombre, disparando o pasando.',
  may_viewer: 'Ves todo en la mesa y no decides nada.',
  lasts:
    'Este dispositivo queda dentro 30 días, mientras pase una vez por semana. Un operador puede terminarlo en cualquier momento.',
  tips: 'Enterarse cuando pasa algo',
  notify: 'Dejar que este dispositivo me avise',
  notify_on: 'Este dispositivo te avisa mientras nadie mira la página.',
  notify_blocked:
    'Este navegador bloquea los avisos de esta página. Sus ajustes del sitio pueden permitirlos.',
  tone: 'Tocar el tono de una señal',
  tone_hint: 'Si no oyes nada, sube el volumen de este dispositivo. Qué tonos quieres está en los ajustes.',
  trust:
    '¿El navegador te advirtió del certificado? Es el propio de la mesa. Para que no advierta más, haz que este dispositivo confíe en él:',
  trust_file: 'Certificado de la mesa',
  trust_compare: 'compara su huella con la que ve el operador.',
  to_briefing: 'Ir al informe',
  no_title: 'Este dispositivo no ha entrado',
  no_pairing_not_found:
    'Este código no abre nada en este momento: está mal escrito, ya se usó o pasaron sus dos minutos.',
  no_pairing_taken:
    'Otro dispositivo se está uniendo con este código. Espera a que entre y pide al operador uno nuevo.',
  no_pairing_over: 'El tiempo de este código ha pasado. Pide al operador uno nuevo.',
  no_pairing_refused:
    'El operador no ha dejado entrar este dispositivo. Si fue un error, pide un código nuevo.',
  no_rate_limited:
    'Demasiados dispositivos o códigos equivocados en un minuto. Espera un minuto y prueba otra vez.',
  no_too_many_devices:
    'Esta persona tiene tantos dispositivos como se pueden tener. Un operador puede terminar uno; pide después un código nuevo.',
  no_storage_full: 'El disco de la mesa está lleno y nadie puede entrar. Díselo al operador.',
  no_other_station:
    'El certificado de esta página no es aquel para el que se hizo el código. Puede que la mesa lo haya cambiado: pide al operador un código nuevo; si vuelve a pasar, no sigas.',
  no_unreachable:
    'La estación no responde. Mira que este dispositivo esté en la misma red y prueba otra vez.',
  retry: 'Probar otra vez',
  no_else: 'La estación se ha negado: {{message}}',
  again: 'Probar otro código',
}
