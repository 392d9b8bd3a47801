import type { entry as English } from './entry.en.ts'
import type { Translated } from './words.ts'

/** Spanish. */
export const entry: Translated<typeof English> = {
  sign_in_with: 'Entra con un token de acceso de esta estación.',
  sign_in: 'Entrar',
  signing_in: 'Entrando',
  token: 'Token de acceso',
  show_token: 'Mostrar el token',
  stay: 'Seguir conectado en este dispositivo',
  kept: 'Se guarda en este navegador hasta que cierres sesión. No en una máquina que usen otros.',
  forgotten: 'Se olvida al cerrar esta pestaña.',
  where_token: '¿Dónde está mi token?',
  token_of_operator: 'El del operador está en este archivo de la carpeta de datos que nombra npm start:',
  token_of_others: 'Un operador crea uno para otra persona:',
  pair_device: '¿Tienes un código de un operador? Unir este dispositivo a la mesa',
  token_wrong:
    'La estación no conoce este token, o fue revocado o ha caducado. Comprueba que esté completo o pide otro a un operador.',
  ended_token:
    'Tu token ya no abre esta estación: aquí es desconocido, fue revocado o ha caducado. Pide otro a un operador.',
  ended_session:
    'La sesión de este dispositivo ha terminado: la terminaron, o el dispositivo faltó una semana. Pide a un operador un código nuevo.',
  ended_revoked:
    'Un operador ha terminado el acceso de este dispositivo. Si fue un error, pide un código nuevo.',
  ended_signed_out: 'Se ha cerrado la sesión de este dispositivo.',
  ended_token_reused:
    'Alguien vino con una llave vieja de este dispositivo y se terminó su acceso. Díselo a un operador y pide un código nuevo.',
  ended_recovered:
    'Se recuperó el acceso del operador, y eso terminó los dispositivos de todos los operadores. Pide un código nuevo.',
}
