/** English. */
export const boot = {
  page: 'Fusion Desk: no station',
  not_running: 'NOT RUNNING',
  starting: 'STARTING',
  no_station: 'There is no station',
  retry: 'Try again',
  safe: 'Start without a market',
  logs: 'Open logs',
  diagnostics: 'Copy diagnostics',
  quit: 'Quit',
  data_folder: 'Data folder',
  log_lines: 'Last lines of the log',
  nothing_logged: 'Nothing was logged before it failed.',
  starting_station: 'Starting the station',
  failed_again: 'It failed again.',
  copied: 'Diagnostics copied.',
  port_in_use_title: 'The port is taken',
  port_in_use_advice:
    'End the other program and try again, or start with --port 0 to let the system pick a port.',
  data_folder_in_use_title: 'The data folder is in use',
  data_folder_in_use_advice:
    'One station owns a data folder. End the other one and try again, or start with another --data.',
  settings_refused_title: 'A setting was refused',
  settings_refused_advice:
    'Correct config.json and try again; a flag is corrected where the program is started.',
  feed_refused_title: 'The market cannot be played',
  feed_refused_advice:
    'Correct the file and try again. Without a market the desk opens for reading and upkeep.',
  newer_data_title: 'The data folder belongs to a newer version',
  newer_data_advice: 'Start the version that wrote it. This one has changed nothing.',
  disk_full_title: 'The disk is full',
  disk_full_advice: 'Make room on the disk of the data folder, then try again.',
  not_started_title: 'The station did not start',
  not_started_advice: 'The log says more. Without a market the desk opens for reading and upkeep.',
  broken_title: 'The station stopped working',
  broken_advice: 'Trying again starts it anew on what is on disk. The log says more.',
} as const
