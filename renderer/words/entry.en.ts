/** English. */
export const entry = {
  sign_in_with: 'Sign in with an access token of this station.',
  sign_in: 'Sign in',
  signing_in: 'Signing in',
  token: 'Access token',
  show_token: 'Show the token',
  stay: 'Stay signed in on this device',
  kept: 'Kept in this browser until you sign out. Not on a machine that others use.',
  forgotten: 'Forgotten when this tab is closed.',
  where_token: 'Where is my token?',
  token_of_operator: 'The operator’s is in this file of the data folder that npm start names:',
  token_of_others: 'An operator makes one for somebody else:',
  pair_device: 'Have a code from an operator? Bring this device to the desk',
  token_wrong:
    'The station does not know this token, or it was revoked or has run out. Check that it is whole, or ask an operator for another.',
  ended_token:
    'Your token no longer opens this station: it is unknown here, was revoked or has run out. Ask an operator for another.',
  ended_session:
    'The session of this device is over: it was ended, or the device stayed away for a week. Ask an operator for a new code.',
  ended_revoked: 'An operator has ended the access of this device. Ask for a new code if that was a mistake.',
  ended_signed_out: 'This device was signed out.',
  ended_token_reused:
    'Somebody came with an old key of this device, so its access was ended. Tell an operator, and ask for a new code.',
  ended_recovered:
    'The operator\u2019s access was recovered, and that ended all operators\u2019 devices. Ask for a new code.',
} as const
