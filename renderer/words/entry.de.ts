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
  ended_token:
    'Ihr Token öffnet diese Station nicht mehr: Es ist hier unbekannt, wurde widerrufen oder ist abgelaufen. Bitten Sie einen Betreiber um ein anderes.',
  ended_session:
    'Die Sitzung dieses Geräts ist vorbei: Sie wurde beendet, oder das Gerät blieb eine Woche fort. Bitten Sie einen Betreiber um einen neuen Code.',
  ended_revoked:
    'Ein Betreiber hat den Zugang dieses Geräts beendet. War das ein Versehen, bitte um einen neuen Code.',
  ended_signed_out: 'Dieses Gerät wurde abgemeldet.',
  ended_token_reused:
    'Jemand kam mit einem alten Schlüssel dieses Geräts, darum wurde sein Zugang beendet. Sagen Sie es einem Betreiber und bitten Sie um einen neuen Code.',
  ended_recovered:
    'Der Zugang des Betreibers wurde wiederhergestellt, und das hat die Geräte aller Betreiber beendet. Bitten Sie um einen neuen Code.',
}
