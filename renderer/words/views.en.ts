/** English. */
export const views = {
  title: 'Columns and views',
  columns: 'Columns',
  views: 'Saved views',
  no_views: 'None yet. A view keeps order, filter, scope and columns under a name, on this device.',
  take: 'Show the view {{name}}',
  drop: 'Delete the view {{name}}',
  name: 'Name for what you see now',
  save: 'Save the queue',
  save_about: 'The signals you see now, in their order and with these columns, also those further down.',
  save_nothing: 'No signal is shown that could be saved.',
  keep: 'Save view',
} as const
