/** English. */
export const pair = {
  title: 'Bring this device to the desk',
  intro:
    'An operator shows you a code on the desk\u2019s page \u201cNetwork and devices\u201d. It is good for two minutes.',
  from_link: 'The code came with the link. Give this device a name, so that the operator knows it.',
  code: 'Code',
  code_hint: 'Eight letters and digits, for example ABCD-1234',
  code_short: 'A code has eight letters and digits.',
  name: 'Name of this device',
  name_needed: 'Give this device a name.',
  join: 'Join',
  joining: 'Joining',
  already: 'This browser is signed in already.',
  to_desk: 'Go to the desk',
  with_token: 'Sign in with a token instead',
  waiting: 'Show these digits to the operator',
  compare:
    'The operator\u2019s screen shows the same six. If it shows others, it is about to let another device in: tell the operator.',
  waits_as: 'Waiting as {{name}} for the operator to let this device in.',
  left: '{{seconds}} s left',
  away: 'The station does not answer at this moment. It is asked again.',
  give_up: 'Start again',
  in_title: 'You are in',
  in_as: 'Signed in as {{user}}.',
  may_operator: 'You decide about the desk: its network, its devices and its people.',
  may_trader: 'You read briefings and decide, by a fire or a pass, in your own name.',
  may_viewer: 'You see everything on the desk and decide nothing.',
  lasts:
    'This device stays signed in for 30 days, as long as it comes by once a week. An operator can end it at any time.',
  tips: 'Hear when something happens',
  notify: 'Let this device notify me',
  notify_on: 'This device notifies you while nobody looks at the page.',
  notify_blocked:
    'This browser blocks notifications of this page. Its own settings for the site can allow them.',
  tone: 'Play the tone of a signal',
  tone_hint:
    'If you hear nothing, turn up the volume of this device. Which tones you want is in the settings.',
  trust:
    'The browser warned you about the certificate? It is the desk\u2019s own. To be warned no more, let this device trust it:',
  trust_file: 'Certificate of the desk',
  trust_compare: 'compare its fingerprint with the one the operator sees.',
  to_briefing: 'Go to the briefing',
  no_title: 'This device did not come in',
  no_pairing_not_found:
    'This code opens nothing at this moment: it is mistyped, was used, or its two minutes are over.',
  no_pairing_taken:
    'Another device is being paired with this code. Wait until it is in and ask the operator for a new one.',
  no_pairing_over: 'The time of this code is over. Ask the operator for a new one.',
  no_pairing_refused: 'The operator has not let this device in. If that was a mistake, ask for a new code.',
  no_rate_limited: 'Too many devices or wrong codes within a minute. Wait a minute, then try again.',
  no_too_many_devices:
    'This person has as many devices as one can have. An operator can end one of them; then ask for a new code.',
  no_storage_full: 'The desk\u2019s disk is full, so nobody can be let in. Tell the operator.',
  no_other_station:
    'The certificate of this page is not the one the code was made for. The desk may have changed it meanwhile: ask the operator for a new code; if it happens again, do not go on.',
  no_unreachable: 'The station does not answer. See that this device is in the same network, and try again.',
  retry: 'Try again',
  no_else: 'The station refused: {{message}}',
  again: 'Try another code',
} as const
