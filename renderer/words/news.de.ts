import type { news as English } from './news.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const news: Translated<typeof English> = {
  skew_ahead: 'Die Uhr dieses Geräts geht {{n}} min vor. Hier gilt die der Station.',
  skew_behind: 'Die Uhr dieses Geräts geht {{n}} min nach. Hier gilt die der Station.',
  market_off:
    'Kein Markt läuft: die Station wurde im sicheren Modus gestartet, ohne Feed und ohne Anbieter. Bis zum Neustart bewegt sich nichts.',
  insecure:
    'Benachrichtigungen brauchen die sichere Adresse. Über einfaches HTTP hält dieser Browser auch keinen Bildschirm an und installiert nichts.',
  updated: 'Dieser Desk wurde auf Version {{version}} aktualisiert.',
  what_is_new: 'Was ist neu',
  dismiss: 'Nicht mehr zeigen',
  ready: 'Version {{version}} ist bereit. Sie wird eingesetzt, wenn Sie das Programm beenden.',
  later: 'Später',
  running: 'Hier läuft Version {{version}}.',
  coming: 'In Version {{version}}, die beim Beenden eingesetzt wird',
  of_version: 'In Version {{version}}',
  unreleased: 'Seit der letzten Veröffentlichung',
  in_english: 'Diese Hinweise gibt es nur auf Englisch.',
  nothing: 'Über diese Version steht nichts geschrieben.',
}
