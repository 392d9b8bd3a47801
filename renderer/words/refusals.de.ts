import type { refusals as English } from './refusals.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const refusals: Translated<typeof English> = {
  bad_request: 'Die Anfrage ist nicht wohlgeformt: siehe die Felder.',
  bad_levels:
    'Bei einem BUY liegt der Stop unter dem Einstieg und das Ziel darüber; bei einem SELL umgekehrt.',
  bad_routing: 'Die Routing-Regeln widersprechen sich: siehe die Felder.',
  address_wildcard:
    'Eine Station lauscht nie auf jeder Adresse zugleich: wählen Sie die der Netze, für die sie da ist.',
  address_link_local:
    'Eine Adresse nur eines Links meint auf dem nächsten einen anderen Rechner: wählen Sie eine des Netzes.',
  address_not_private: 'Eine Station lauscht nur auf Adressen privater Netze; diese ist keine.',
  bad_campaign: 'Eine Kampagne kann diese Daten oder Etappen nicht haben.',
  session_ended: 'Die Sitzung dieses Geräts ist vorbei: bitten Sie einen Betreiber, es erneut zu koppeln.',
  unauthenticated: 'Das braucht ein gültiges Token.',
  bad_signature: 'Die Signatur passt nicht zum Rumpf: signieren Sie `t.body` mit dem Geheimnis dieses Hooks.',
  forbidden: 'Ihr Token erlaubt das nicht.',
  role_changed: 'Ihre Rolle wurde geändert: was Sie dürfen, ist nicht mehr dasselbe.',
  pairing_refused: 'Der Betreiber hat dieses Gerät nicht zugelassen.',
  recovery_refused: 'Das ist nicht der Wiederherstellungscode dieser Station.',
  not_found: 'Hier gibt es nichts.',
  signal_not_found: 'Dieses Signal gibt es nicht.',
  user_not_found: 'Diesen Nutzer gibt es nicht.',
  achievement_not_found: 'Diesen Erfolg, der erreicht werden kann, gibt es nicht.',
  mission_not_found: 'Diese Mission haben Sie nicht.',
  box_not_found: 'Diese Kiste haben Sie nicht.',
  campaign_not_found: 'Diese Kampagne gibt es nicht.',
  challenge_not_found: 'Diese Herausforderung haben Sie nicht.',
  friend_request_not_found: 'Eine solche wartende Anfrage gibt es nicht.',
  trade_not_found: 'Diesen Trade haben Sie nicht.',
  hook_not_found: 'Diesen Hook gibt es nicht.',
  metric_not_found: 'Diese Kennzahl gibt es nicht.',
  experiment_not_found: 'Dieses Experiment gibt es nicht.',
  device_not_found: 'Dieses Gerät gibt es nicht.',
  pairing_not_found:
    'Dieser Code öffnet im Moment nichts: prüfen Sie ihn oder bitten Sie den Betreiber um einen neuen.',
  request_timeout: 'Die Anfrage brauchte zu lange: senden Sie sie erneut.',
  already_fired: 'Sie haben dieses Signal schon gefeuert; das erste Feuern zählt.',
  already_closed: 'Dieser Trade ist schon geschlossen; was ihn zuerst schloss, zählt.',
  trade_not_open:
    'Dieser Trade ist nicht offen: er hat noch keinen Kurs, oder der Markt hat sein Signal abgerechnet.',
  stale_delivery: 'Diese Zustellung nennt keine Zeit oder eine zu weit von der Stationszeit.',
  hook_revoked: 'Dieser Hook ist widerrufen: legen Sie einen anderen an.',
  too_many_hooks: 'Dieser Desk hat so viele Hooks, wie er halten kann.',
  already_passed: 'Sie haben bei diesem Signal schon gepasst.',
  zone_changed_recently: 'Eine Zeitzone kann einmal in 24 Stunden geändert werden.',
  pairing_taken:
    'Ein anderes Gerät wird mit diesem Code gekoppelt: warten Sie es ab oder bitten Sie den Betreiber um einen neuen.',
  pairing_waiting: 'Der Betreiber hat noch nicht geantwortet.',
  too_many_devices: 'Dieser Nutzer hat so viele Geräte, wie einer haben kann: beenden Sie erst eines davon.',
  user_exists: 'Ein Nutzer mit dieser Kennung besteht schon.',
  address_unknown: 'Dieser Rechner hat diese Adresse nicht.',
  port_in_use: 'Der Port ist auf dieser Adresse belegt: wählen Sie einen anderen.',
  certificate_unusable: 'Es gibt kein Zertifikat, das die Station zeigen könnte.',
  metric_exists:
    'Eine Kennzahl mit dieser Kennung besteht schon: was eine Zahl bedeutet, ändert sich nicht, wählen Sie eine andere.',
  metric_off: 'Diese Kennzahl ist ausgeschaltet: schalten Sie sie ein, um sie zu zählen.',
  too_many_metrics: 'Dieser Desk hat so viele Kennzahlen, wie er halten kann.',
  experiment_exists: 'Ein Experiment mit dieser Kennung besteht schon.',
  experiment_running: 'Ein anderes Experiment läuft: immer nur eines.',
  experiment_over: 'Dieses Experiment ist vorbei.',
  too_many_experiments: 'Dieser Desk hat so viele Experimente, wie er halten kann.',
  user_needed: 'Die Station selbst braucht diesen Nutzer: er bleibt, und bleibt Betreiber.',
  signal_vetoed: 'Dieser Kandidat bekam ein Veto: er ist kein Signal und nimmt keine Entscheidung an.',
  routing_conflict:
    'Jemand hat die Routing-Regeln inzwischen geändert: laden Sie sie neu und wiederholen Sie Ihre Änderung.',
  too_many_providers:
    'Dieser Desk führt die Bücher so vieler Anbieter, wie er kann: senden Sie unter einem Namen, den er kennt.',
  insufficient_points: 'Dafür reichen die Punkte nicht.',
  anti_abuse:
    'Eine Punktegrenze ist erreicht: diese Gutschrift wurde einbehalten, sonst änderte sich nichts.',
  not_settled: 'Dieses Signal hat noch kein Ergebnis: es kann geprüft werden, sobald es abgerechnet ist.',
  freeze_unavailable: 'Diese Serie kann jetzt nicht eingefroren werden.',
  achievement_exists:
    'Ein Erfolg mit dieser Kennung besteht schon: bearbeiten Sie ihn oder wählen Sie eine andere.',
  already_unlocked: 'Dieser Händler hat den Erfolg schon erreicht, und er wiederholt sich nicht.',
  too_many_achievements:
    'Dieser Desk hält so viele Erfolge, wie er kann: bearbeiten Sie einen, der nicht mehr gebraucht wird.',
  clock_skew:
    'Der Zeitstempel liegt zu weit von der Stationszeit: prüfen Sie die Uhr dieses Geräts und senden Sie erneut.',
  mission_not_complete: 'Diese Mission ist noch nicht erledigt.',
  already_claimed: 'Die Belohnung dieser Mission wurde schon bezahlt.',
  already_opened: 'Diese Kiste wurde schon geöffnet.',
  campaign_overlap: 'Zwei Kampagnen können nicht zugleich laufen.',
  campaign_begun: 'Diese Kampagne hat begonnen: sie kann beendet, nicht geändert werden.',
  campaign_active: 'Diese Kampagne läuft: beenden Sie sie, bevor sie ins Archiv geht.',
  campaign_not_active: 'Diese Kampagne läuft nicht.',
  campaign_archived: 'Diese Kampagne ist im Archiv.',
  too_many_campaigns: 'Es stehen so viele Kampagnen bevor, dass keine mehr angenommen wird.',
  here_before: 'Wer vor Ihnen am Desk war, wurde nicht von Ihnen gebracht.',
  friend_oneself: 'Ein Freund ist jemand anderes als man selbst.',
  already_friends: 'Sie sind schon befreundet.',
  friend_asked_recently:
    'Ihre letzte Anfrage an diese Person führte zu nichts: fragen Sie einen Tag danach erneut, oder lassen Sie sich fragen.',
  already_asked: 'Sie haben schon gefragt, und die Antwort steht noch aus.',
  not_friends: 'Das ist nur für Freunde, und Sie beide sind keine.',
  too_many_friends: 'Sie haben so viele Freunde, wie man haben kann.',
  too_many_friend_requests:
    'So viele Ihrer Anfragen, wie warten können, warten schon: nehmen Sie erst eine zurück.',
  challenge_proposed_recently:
    'Ihre letzte Herausforderung an diesen Freund führte zu nichts: schlagen Sie einen Tag danach erneut vor, oder lassen Sie sich herausfordern.',
  challenge_open: 'Zwischen Ihnen beiden ist schon eine Herausforderung vorgeschlagen oder im Gang.',
  challenge_not_open: 'Diese Herausforderung wartet auf keine Antwort mehr.',
  challenge_not_yours:
    'Nur wer herausgefordert wurde, kann antworten, und nur wer sie vorschlug, kann sie zurücknehmen.',
  too_many_challenges: 'Sie haben so viele offene Herausforderungen, wie ein Händler haben kann.',
  pairing_over: 'Diese Kopplung ist vorbei: bitten Sie den Betreiber um einen neuen Code.',
  mission_expired: 'Der Tag dieser Mission ist vorbei.',
  user_erased:
    'Dieser Nutzer wurde gelöscht: seine Kennung bleibt in den Aufzeichnungen und nimmt nichts mehr an.',
  signal_expired: 'Das Feuerfenster dieses Signals ist geschlossen.',
  payload_too_large: 'Die Anfrage ist größer als erlaubt.',
  unsupported_media_type: 'Senden Sie den Rumpf als application/json.',
  bad_host:
    'Diese Station antwortet unter diesem Namen nicht; starten Sie sie mit --host, um einen hinzuzufügen.',
  invalid_configuration: 'Die Definition ergibt so keinen Sinn: siehe die Felder.',
  bad_close_price:
    'Ein Trade endet dort nicht: der Kurs muss positiv sein und innerhalb des Hundertfachen des Risikos liegen.',
  bad_close_time:
    'Ein Trade endet nach seinem Feuern und liegt nicht in der Zukunft der Stationszeit: prüfen Sie closed_at.',
  idempotency_key_reused:
    'Dieser Idempotency-Key wurde mit einer anderen Anfrage benutzt; nehmen Sie einen neuen.',
  refresh_repeated:
    'Ein anderer Tab dieses Browsers hat gerade eine neue Sitzung erhalten: warten Sie kurz und fragen Sie erneut.',
  rate_limited: 'Zu viele Anfragen: warten Sie kurz und senden Sie erneut.',
  headers_too_large: 'Die Kopfzeilen der Anfrage sind größer als erlaubt (insgesamt 16 KiB).',
  internal: 'Die Station hat ein eigenes Versprechen gebrochen; nichts wurde geändert.',
  storage_full:
    'Die Platte ist voll: die Station kann gelesen werden, zeichnet aber nichts auf, bis Platz ist.',
  not_ready: 'Die Station startet oder hält an; versuchen Sie es gleich noch einmal.',
  overloaded: 'Die Station hat mehr zu tun, als sie beantworten kann; versuchen Sie es gleich noch einmal.',
  unreachable: 'Die Station antwortet nicht.',
  bad_reply: 'Die Antwort ist nicht die, die der Vertrag verspricht.',
  freeze_members_only: 'Einfrieren ist für Mitglieder.',
  freeze_no_streak: 'Eine solche Serie zum Einfrieren gibt es noch nicht.',
  freeze_streak_lost: 'Diese Serie ist verloren: das Einfrieren kommt zu spät.',
  freeze_none_left: 'In diesem Monat ist kein Einfrieren mehr übrig.',
  freeze_streak_too_short: 'Eine Serie kann eingefroren werden, sobald sie sieben zählt.',
  freeze_already_frozen: 'Diese Serie ist schon eingefroren: immer nur einmal.',
  withheld_tier: 'Mitgliedern Ihrer Stufe werden Signale dieser Stufe nicht zugeleitet.',
  withheld_rank: 'Sein Rang liegt unter dem, was Mitgliedern Ihrer Stufe zugeleitet wird.',
  withheld_limit: 'Ihre Tagesgrenze war erreicht.',
  withheld_gap: 'Zu bald nach dem letzten, das Ihnen zugeleitet wurde.',
  withheld_mix: 'Ihr Anteil an Signalen dieser Stufe war erreicht.',
  withheld_full_speed: 'Der Markt lief zu schnell, um es jemandem zuzuleiten.',
  withheld_closed: 'Sein Fenster schloss, bevor es zugeleitet werden konnte.',
  withheld_joined_later: 'Es war offen, bevor Sie dazukamen.',
  job_unavailable:
    'Diese Aufgabe lässt sich nicht anstoßen: Sie hat ihre eigene Zeit, oder diese Station tut sie nicht.',
  veto_spacing: 'Zu bald nach einem anderen seines Symbols.',
  veto_sources: 'Die meisten Quellen sind veraltet.',
  veto_floor: 'Unter der Untergrenze seines Symbols.',
  veto_daily_stop: 'Der Desk hatte für den Tag gestoppt.',
}
