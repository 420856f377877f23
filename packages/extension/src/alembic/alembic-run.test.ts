import { expect, test } from 'vitest';

import { ended } from '../testing/scripted-program.ts';
import { alembicOutcome, currentState, generatedFile } from './alembic-run.ts';

test('where a database is, and which one, is read from what Alembic tells', () => {
  const output = `Current revision(s) for postgresql+psycopg2://ana:***@localhost/shop_dev:
Rev: cd34 (head)
Parent: ab12
Path: /shop/alembic/versions/cd34_add_total.py

    add total

    Revision ID: cd34

Rev: ef56 (mergepoint)
`;
  expect(currentState(output)).toEqual({
    address: 'postgresql+psycopg2://ana:***@localhost/shop_dev',
    revisions: ['cd34', 'ef56'],
  });
  expect(currentState('Current revision(s) for sqlite:///shop.db:\n')).toEqual({
    address: 'sqlite:///shop.db',
    revisions: [],
  });
  expect(currentState('')).toEqual({ address: undefined, revisions: [] });
});

test('the new file is read from what Alembic says of it', () => {
  const output = '  Generating /home/ana/my shop/alembic/versions/cd34_add_total.py ...  done\n';
  expect(generatedFile(output)).toBe('/home/ana/my shop/alembic/versions/cd34_add_total.py');
  expect(generatedFile('')).toBeUndefined();
});

test.each([
  [
    ended('', 255, 'INFO  [x] y\nFAILED: Target database is not up to date.\n'),
    'FAILED: Target database is not up to date.',
  ],
  [ended('FAILED: No such revision.\n', 255, 'INFO  [x] y\n'), 'FAILED: No such revision.'],
  [ended('', 1, 'Traceback (most recent call last):\nKeyError: DATABASE_URL\n'), 'KeyError: DATABASE_URL'],
])('a failure is told in the words of Alembic, or of Python', (ending, words) => {
  expect(alembicOutcome(ending)).toEqual({ kind: 'failed', problem: `Alembic failed: ${words}` });
});

test('an Alembic that is not there can be named', () => {
  expect(alembicOutcome({ kind: 'broken', problem: 'could not be started (spawn alembic ENOENT)' })).toEqual({
    kind: 'failed',
    problem:
      'Alembic could not be started (spawn alembic ENOENT). Set lockkeeper.alembic to the command that starts it.',
  });
  expect(alembicOutcome({ kind: 'timed-out', seconds: 600 })).toMatchObject({
    problem: 'Alembic took longer than 600 s.',
  });
  expect(alembicOutcome({ kind: 'cancelled' })).toEqual({ kind: 'cancelled' });
});
