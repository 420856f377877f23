import { expect, test } from 'vitest';

import { isPylock } from './pylock-name.ts';

test.each(['pylock.toml', 'pylock.dev.toml', 'backend/pylock.toml', 'backend/pylock.spam-1.toml'])(
  '%s is a name for a lock of the standard form',
  (path) => {
    expect(isPylock(path)).toBe(true);
  },
);

test.each([
  'pylock.a.b.toml',
  'pylock..toml',
  'PYLOCK.toml',
  'pylock.toml.bak',
  'my-pylock.toml',
  'pylock/toml',
  'pylock.a/b.toml',
  'pylock.toml/x',
  'requirements.lock',
  '',
])('%s is none', (path) => {
  expect(isPylock(path)).toBe(false);
});
