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
} as const
