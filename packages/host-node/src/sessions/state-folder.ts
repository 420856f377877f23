import path from 'node:path';

import { below, type Machine } from '../system/user-folder.ts';

/** Where a user's programs keep what they cannot make again; `undefined` where nothing tells. */
export function stateFolder({ env, platform }: Machine): string | undefined {
  if (platform === 'win32') return below(path.win32, env['LOCALAPPDATA'], 'lockkeeper', 'State');
  // A relative one does not count: https://specifications.freedesktop.org/basedir-spec/latest/
  const chosen = below(path.posix, env['XDG_STATE_HOME'], 'lockkeeper');
  const usual = platform === 'darwin' ? ['Library', 'Application Support'] : ['.local', 'state'];
  return chosen ?? below(path.posix, env['HOME'], ...usual, 'lockkeeper');
}
