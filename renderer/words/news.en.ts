/** English. */
export const news = {
  skew_ahead:
    "The clock of this device is {{n}} min ahead of the station's. Everything here goes by the station's.",
  skew_behind:
    "The clock of this device is {{n}} min behind the station's. Everything here goes by the station's.",
  market_off:
    'No market is running: the station was started in safe mode, without a feed and without providers. Nothing moves until it is started again.',
  insecure:
    'Notifications need the secure address. Over plain HTTP this browser also keeps no screen on and installs nothing.',
  updated: 'This desk was updated to version {{version}}.',
  what_is_new: 'What is new',
  dismiss: 'Do not show again',
  ready: 'Version {{version}} is ready. It is put in place when you quit.',
  later: 'Later',
  running: 'Version {{version}} runs here.',
  coming: 'In version {{version}}, which is put in place when you quit',
  of_version: 'In version {{version}}',
  unreleased: 'Since the last release',
  in_english: 'These notes are in English.',
  nothing: 'Nothing is written about this version.',
} as const
