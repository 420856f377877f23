import { describe, expect, it } from 'vitest';

import { cacheFolder } from './cache-folder.ts';

describe('The folder for what can be made again', () => {
  it.each<[string, NodeJS.Platform, Readonly<Record<string, string>>, string | undefined]>([
    ['is that of the user', 'linux', { HOME: '/home/ann' }, '/home/ann/.cache/lockkeeper'],
    ['is the one that was chosen', 'linux', { HOME: '/home/ann', XDG_CACHE_HOME: '/c' }, '/c/lockkeeper'],
    [
      'is not a relative one, which would lie in the repository',
      'linux',
      { HOME: '/home/ann', XDG_CACHE_HOME: 'c' },
      '/home/ann/.cache/lockkeeper',
    ],
    ['is not an empty one', 'linux', { HOME: '/h', XDG_CACHE_HOME: '' }, '/h/.cache/lockkeeper'],
    ['is Library/Caches on a Mac', 'darwin', { HOME: '/Users/ann' }, '/Users/ann/Library/Caches/lockkeeper'],
    ['can be chosen on a Mac', 'darwin', { HOME: '/Users/ann', XDG_CACHE_HOME: '/c' }, '/c/lockkeeper'],
    [
      'is local to the machine on Windows',
      'win32',
      { LOCALAPPDATA: 'C:\\Users\\ann\\AppData\\Local', HOME: '/h' },
      'C:\\Users\\ann\\AppData\\Local\\lockkeeper\\Cache',
    ],
    ['is none where no home is known', 'linux', {}, undefined],
    ['is none where the home is relative', 'linux', { HOME: 'ann' }, undefined],
    ['is none on a Windows that does not tell', 'win32', { HOME: '/h' }, undefined],
  ])('%s', (...[, platform, env, folder]) => {
    expect(cacheFolder({ platform, env })).toBe(folder);
  });
});
