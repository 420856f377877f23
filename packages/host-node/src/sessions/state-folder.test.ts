import { describe, expect, test } from 'vitest';

import { stateFolder } from './state-folder.ts';

describe('the folder of what cannot be made again', () => {
  test.each([
    ['linux', { HOME: '/home/ann' }, '/home/ann/.local/state/lockkeeper'],
    ['linux', { HOME: '/home/ann', XDG_STATE_HOME: '/s' }, '/s/lockkeeper'],
    ['linux', { HOME: '/home/ann', XDG_STATE_HOME: 's' }, '/home/ann/.local/state/lockkeeper'],
    ['darwin', { HOME: '/Users/ann' }, '/Users/ann/Library/Application Support/lockkeeper'],
    ['win32', { LOCALAPPDATA: 'C:\\Ann' }, 'C:\\Ann\\lockkeeper\\State'],
    ['linux', {}, undefined],
    ['win32', { HOME: '/home/ann' }, undefined],
  ] as const)('on %s with %j is %s', (platform, env, folder) => {
    expect(stateFolder({ env, platform })).toBe(folder);
  });
});
