import { describe, expect, test } from 'vitest';

import { checkLockUsage } from './lock-usage.ts';

const OPTIONS = { reason: 'release' };
const DEPLOY = ['./deploy.sh', '--fast'];
const line = (...words: readonly string[]) => ['lock', 'production', '--reason', 'release', ...words];

describe('a lock', () => {
  test('is asked for rightly with a command behind --, and without one', () => {
    expect(() => checkLockUsage([], OPTIONS, line())).not.toThrow();
    expect(() => checkLockUsage(DEPLOY, OPTIONS, line('--', ...DEPLOY))).not.toThrow();
    const named = { ...OPTIONS, database: 'DATABASE_URL_PROD' };
    expect(() => checkLockUsage(DEPLOY, named, line('--', ...DEPLOY))).not.toThrow();
    expect(() => checkLockUsage(['sh', '--'], OPTIONS, line('--', 'sh', '--'))).not.toThrow();
  });

  test.each([
    ['stands before --', DEPLOY, line(...DEPLOY)],
    ['stands partly before --', DEPLOY, line('./deploy.sh', '--', '--fast')],
    ['lost an option to us', ['./deploy.sh'], line('--', ...DEPLOY)],
  ])('runs nothing where the command %s', (_, words, argv) => {
    expect(() => checkLockUsage(words, OPTIONS, argv)).toThrow('Write the command after --');
  });

  test('needs a reason', () => {
    expect(() => checkLockUsage([], { reason: ' ' }, line())).toThrow('--reason is empty.');
  });

  test('in a database needs a command, because the session ends with us', () => {
    expect(() => checkLockUsage([], { ...OPTIONS, database: 'DATABASE_URL_PROD' }, line())).toThrow(
      /^--database needs a command\. An advisory lock of PostgreSQL lasts as long as the session/,
    );
  });

  test('in a database is asked for by the name of a variable, and no address is repeated', () => {
    const database = 'postgresql://app:hunter2@db/shop';
    const asked = () => checkLockUsage(DEPLOY, { ...OPTIONS, database }, line('--', ...DEPLOY));
    expect(asked).toThrow('--database is no name of a variable.');
    expect(asked).not.toThrow('hunter2');
  });
});
