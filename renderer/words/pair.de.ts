import type { pair as English } from './pair.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const pair: Translated<typeof English> = {
  title: 'Dieses Gerät an den Desk bringen',
  intro:
    'Ein Betreiber zeigt Ihnen auf der Seite \u201eNetz und Geräte\u201c des Desks einen Code. Er gilt zwei Minuten.',
  from_link: 'Der Code kam mit dem Link. Geben Sie diesem Gerät einen Namen, damit der Betreiber es erkennt.',
  code: 'Code',
  code_hint: 'Acht Buchstaben und Ziffern, zum Beispiel ABCD-1234',
  code_short: 'Ein Code hat acht Buchstaben und Ziffern.',
  name: 'Name dieses Geräts',
  name_needed: 'Geben Sie diesem Gerät einen Namen.',
  join: 'Beitreten',
  joining: 'Trete bei',
  already: 'Dieser Browser ist schon angemeldet.',
  to_desk: 'Zum Desk',
  with_token: 'Stattdessen mit einem Token anmelden',
  waiting: 'Zeigen Sie dem Betreiber diese Ziffern',
  compare:
    'Auf dem Schirm des Betreibers stehen dieselben sechs. Stehen dort andere, geht es dort um ein anderes Gerät: Sagen Sie es dem Betreiber.',
  waits_as: 'Wartet als {{name}} darauf, dass der Betreiber dieses Gerät einlässt.',
  left: 'noch {{seconds}} s',
  away: 'Die Station antwortet gerade nicht. Sie wird noch einmal gefragt.',
  give_up: 'Von vorn beginnen',
  in_title: 'Sie sind drin',
  in_as: 'Angemeldet als {{user}}.',
  may_operator: 'Sie entscheiden über den Desk: sein Netz, seine Geräte und seine Leute.',
  may_trader: 'Sie lesen Briefings und entscheiden in Ihrem eigenen Namen, durch Feuern oder Passen.',
  may_viewer: 'Sie sehen alles am Desk und entscheiden nichts.',
  lasts:
    'Dieses Gerät bleibt 30 Tage angemeldet, solange es einmal in der Woche vorbeikommt. Ein Betreiber kann das jederzeit beenden.',
  tips: 'Hören, wenn etwas geschieht',
  notify: 'Dieses Gerät darf mich benachrichtigen',
  notify_on: 'Dieses Gerät benachrichtigt Sie, während niemand auf die Seite sieht.',
  notify_blocked:
    'Dieser Browser sperrt Benachrichtigungen dieser Seite. In seinen Einstellungen für die Seite können Sie sie erlauben.',
  tone: 'Den Ton eines Signals spielen',
  tone_hint:
    'Wenn Sie nichts hören, stellen Sie dieses Gerät lauter. Welche Töne Sie wollen, steht in den Einstellungen.',
  trust:
    'Hat der Browser vor dem Zertifikat gewarnt? Es ist das eigene des Desks. Damit er nicht mehr warnt, lass dieses Gerät ihm vertrauen:',
  trust_file: 'Zertifikat des Desks',
  trust_compare: 'vergleiche seinen Fingerabdruck mit dem, den der Betreiber sieht.',
  to_briefing: 'Zum Briefing',
  no_title: 'Dieses Gerät ist nicht hineingekommen',
  no_pairing_not_found:
    'Dieser Code öffnet gerade nichts: Er ist vertippt, verbraucht, oder seine zwei Minuten sind vorbei.',
  no_pairing_taken:
    'Ein anderes Gerät wird gerade mit diesem Code gekoppelt. Warten Sie, bis es drin ist, und bitten Sie den Betreiber um einen neuen.',
  no_pairing_over: 'Die Zeit dieses Codes ist vorbei. Bitten Sie den Betreiber um einen neuen.',
  no_pairing_refused:
    'Der Betreiber hat dieses Gerät nicht eingelassen. War das ein Versehen, bitte um einen neuen Code.',
  no_rate_limited:
    'Zu viele Geräte oder falsche Codes in einer Minute. Warten Sie eine Minute und versuchen Sie es noch einmal.',
  no_too_many_devices:
    'Diese Person hat so viele Geräte, wie man haben kann. Ein Betreiber kann eines beenden; bitten Sie dann um einen neuen Code.',
  no_storage_full:
    'Die Platte des Desks ist voll, darum kann niemand eingelassen werden. Sagen Sie es dem Betreiber.',
  no_other_station:
    'Das Zertifikat dieser Seite ist nicht das, für das der Code gemacht wurde. Vielleicht hat der Desk es inzwischen gewechselt: Bitten Sie den Betreiber um einen neuen Code; geschieht es wieder, machen Sie nicht weiter.',
  no_unreachable:
    'Die Station antwortet nicht. Sehen Sie nach, ob dieses Gerät im selben Netz ist, und versuchen Sie es noch einmal.',
  retry: 'Noch einmal versuchen',
  no_else: 'Die Station hat abgelehnt: {{message}}',
  again: 'Einen anderen Code versuchen',
}
