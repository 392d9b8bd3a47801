import type { tour as English } from './tour.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const tour: Translated<typeof English> = {
  stop_of: 'Rundgang, Halt {{n}} von {{all}}',
  end: 'Rundgang beenden',
  back: 'Zurück',
  next: 'Weiter',
  done: 'Fertig',
  go_to_it: 'Dorthin',
  not_here: 'Gerade nicht zu sehen: Vielleicht ist ein Bereich eingeklappt, oder kein Signal ist offen.',
  title_truth: 'Was wahr ist',
  about_truth:
    'Dieses Zeichen sagt, ob die Station zu hören ist; das daneben, woher die Zahlen kommen. Solange hier nicht LIVE steht, ist nichts live und gibt sich auch nicht so.',
  keys_truth: 'Die Leertaste hält die Seite an; die Station läuft weiter.',
  title_queue: 'Die Signale',
  about_queue:
    'Alle offenen Signale, das beste zuerst. Wählen Sie eines, und der Rest der Seite zeigt es; neue warten, solange Sie in der Liste sind.',
  keys_queue: 'J und K wählen, / filtert, Enter öffnet die Einzelheiten.',
  title_why: 'Warum es so bewertet ist',
  about_why:
    'Woraus die Wahrscheinlichkeit des gewählten Signals besteht, Quelle für Quelle, mit ihrem Intervall und dem, was sie schlagen muss. Auch als Tabelle zu lesen.',
  keys_why: 'B öffnet das Briefing.',
  title_decide: 'Die Entscheidung',
  about_decide:
    'Feuern braucht zwei Schritte: scharf machen, dann bestätigen. Passen mit Grund zählt so viel wie Feuern. Dieser Rundgang feuert nichts.',
  keys_decide: 'F macht scharf, noch einmal F feuert; Esc entschärft; P passt.',
  title_find: 'Alles Übrige',
  about_find: 'Seiten, Signale, Personen, Einstellungen und Aktionen findet und startet man hier.',
  keys_find: 'Ctrl K öffnet es von überall; ? zeigt die Tasten der Seite, auf der Sie sind.',
}
