/** English. */
export const demo = {
  title: 'This desk is a demo',
  about:
    'Twenty traders, three weeks of trades and the market itself are made up. They lie in a folder of their own; your own desk, if you have one, is not in it.',
  removed: 'The demo is removed and its station has stopped. Start the station again for your own desk.',
  cannot_undo: 'Removing it deletes that folder and stops the station. It cannot be undone.',
  keep: 'Keep it',
  removing: 'Removing',
  remove: 'Remove the demo',
} as const
