/** English. */
export const tour = {
  stop_of: 'Tour, stop {{n}} of {{all}}',
  end: 'End the tour',
  back: 'Back',
  next: 'Next',
  done: 'Done',
  go_to_it: 'Go to it',
  not_here: 'It is not shown now: a pane may be folded away, or no signal is open.',
  title_truth: 'What is true',
  about_truth:
    'This badge says whether the station is heard; the one beside it says where the numbers come from. Unless it says LIVE, nothing here is live and nothing can be taken for it.',
  keys_truth: 'Space freezes the page; the station goes on.',
  title_queue: 'The signals',
  about_queue:
    'Every open signal, the best first. Choose one and the rest of the page shows it; new ones wait while you are in the list.',
  keys_queue: 'J and K choose, / filters, Enter opens the details.',
  title_why: 'Why it is rated so',
  about_why:
    'What the probability of the chosen signal is made of, source by source, with its interval and what it has to beat. It can be read as a table too.',
  keys_why: 'B opens the briefing.',
  title_decide: 'The decision',
  about_decide:
    'A fire takes two steps: arm, then confirm. A pass with its reason counts as much as a fire. This tour fires nothing.',
  keys_decide: 'F arms and F again fires; Esc disarms; P passes.',
  title_find: 'Everything else',
  about_find: 'Pages, signals, people, settings and actions are found and run from here.',
  keys_find: 'Ctrl K opens it from everywhere; ? lists the keys of the page you are on.',
} as const
