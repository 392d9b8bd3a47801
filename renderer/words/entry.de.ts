import type { entry as English } from './entry.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const entry: Translated<typeof English> = {
  sign_in_with: 'Melden Sie sich mit einem Zugangstoken dieser Station an.',
  sign_in: 'Anmelden',
  signing_in: 'Meldet an',
  token: 'Zugangstoken',
  show_token: 'Token zeigen',
  stay: 'Auf diesem Gerät angemeldet bleiben',
  kept: 'Bleibt in diesem Browser, bis Sie sich abmelden. Nicht auf einem Rechner, den andere benutzen.',
  forgotten: 'Vergessen, wenn dieser Tab geschlossen wird.',
  where_token: 'Wo ist mein Token?',
  token_of_operator: 'Das des Betreibers steht in dieser Datei des Datenordners, den npm start nennt:',
  token_of_others: 'Für andere macht ein Betreiber eines:',
  pair_device: 'Code von einem Betreiber? Dieses Gerät an den Desk bringen',
  token_wrong:
    'Die Station kennt dieses Token nicht, oder es wurde widerrufen oder ist abgelaufen. Prüfen Sie, ob es vollständig ist, oder bitten Sie einen Betreiber um ein anderes.',
}
