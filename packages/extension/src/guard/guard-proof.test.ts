import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { canProve, proofArguments } from './guard-proof.ts';

describe('what is pending can be proved', () => {
  test.each([
    ['where its address is kept', { kept: ['DATABASE_URL'], env: {} }, true],
    ['where the environment has it', { kept: [], env: { DATABASE_URL: 'postgresql://db/shop' } }, true],
    ['not where that is empty', { kept: [], env: { DATABASE_URL: '' } }, false],
    [
      'not beside production',
      { kept: ['DATABASE_URL_PROD'], env: { DATABASE_URL_PROD: 'postgresql://db/shop' } },
      false,
    ],
  ])('%s', (_, known, expected) => {
    expect(canProve('DATABASE_URL', known)).toBe(expected);
  });
});

describe('the Python of the proof is', () => {
  const beside = path.join('/work/shop/.venv/bin', 'python');

  test.each([
    ['that beside Alembic', [path.join('/work/shop/.venv/bin', 'alembic')], ['--prove', '--python', beside]],
    ['that which runs Alembic', ['python3', '-m', 'alembic'], ['--prove', '--python', 'python3']],
    ['the one on the PATH, as Alembic is', ['alembic'], ['--prove']],
    ['the one on the PATH where nobody can tell', ['poetry', 'run', 'alembic'], ['--prove']],
    [
      'that with the ending of the system',
      [path.join('C', 'alembic.exe')],
      ['--prove', '--python', path.join('C', 'python.exe')],
    ],
  ])('%s', (_, words, expected) => {
    expect(proofArguments(words)).toEqual(expected);
  });
});

test('no word of an Alembic that people wrote themselves is taken for a Python', () => {
  for (const words of [[], [''], ['/work/bin/alembic', '-c', 'db/alembic.ini'], ['/work/bin/migrate']])
    expect(proofArguments(words)).toEqual(['--prove']);
});
