import { expect, test } from 'vitest';

import { lockForm } from './requirements-form.ts';

test.each([
  ['backend/pylock.toml', ''],
  ['pylock.dev.toml', 'fastapi==0.115.0\n'],
  ['backend/requirements.lock', "lock-version = '1.0'\ncreated-by = 'pip'\n"],
  ['locked.toml', '# made by hand\r\nlock-version="1.0"\r\n'],
])('%s is a lock of the standard form', (path, text) => {
  expect(lockForm(path, text)).toBe('pylock');
});

test.each([
  ['backend/requirements.lock', 'fastapi==0.115.0\n'],
  ['requirements.txt', ''],
  ['requirements.txt', 'lock-version==1.0\n'],
  ['requirements.txt', '# lock-version = "1.0"\n'],
  ['requirements.txt', 'a==1 # lock-version = "1.0"\n'],
  ['poetry.lock', '[[package]]\nname = "a"\n\n[metadata]\nlock-version = "2.0"\n'],
])('%s holds requirements', (path, text) => {
  expect(lockForm(path, text)).toBe('requirements');
});

test('long lines are read in bounded time', () => {
  const start = performance.now();
  lockForm('requirements.txt', `lock-version${' '.repeat(1_000_000)}x\n`.repeat(3));
  lockForm('requirements.txt', 'lock-version\n'.repeat(100_000));
  expect(performance.now() - start).toBeLessThan(5_000);
});
