import { describe, expect, test } from 'vitest';

import { pairsByName } from './named-pairs.ts';
import { pairIds } from './pair-ids.ts';

function paired(...paths: readonly string[]): readonly string[] {
  return pairsByName(paths.toSorted()).pairs.map(({ source, lock }) => `${source} -> ${lock}`);
}

/** As they are called in public repositories. */
describe('files that are called in a way of their own are a pair', () => {
  test('a .pip made from an .in', () => {
    expect(paired('requirements/dev.in', 'requirements/dev.pip', 'requirements/pins.pip')).toEqual([
      'requirements/dev.in -> requirements/dev.pip',
    ]);
  });

  test('a .txt goes before a .pip', () => {
    expect(paired('dev.in', 'dev.pip', 'dev.txt')).toEqual(['dev.in -> dev.txt']);
  });

  test('a lock in a folder called requirements.d', () => {
    expect(
      paired(
        'requirements.d/development.txt',
        'requirements.d/development.lock.txt',
        'requirements.d/docs.txt',
      ),
    ).toEqual(['requirements.d/development.txt -> requirements.d/development.lock.txt']);
  });

  test('a lock for each Python', () => {
    expect(
      paired(
        'build/requirements.in',
        'build/requirements_lock_3_12.txt',
        'build/requirements_lock_3_14_ft.txt',
        'build/test-requirements.txt',
        'other/requirements_lock_3_12.txt',
      ),
    ).toEqual([
      'build/requirements.in -> build/requirements_lock_3_12.txt',
      'build/requirements.in -> build/requirements_lock_3_14_ft.txt',
    ]);
  });

  test('a lock for each system', () => {
    expect(paired('requirements.txt', 'requirements.lock', 'requirements-lock-darwin.txt')).toEqual([
      'requirements.txt -> requirements.lock',
      'requirements.txt -> requirements-lock-darwin.txt',
    ]);
  });
});

test('a lock is not told of as requirements without a lock', () => {
  expect(pairsByName(['build/requirements_lock_3_12.txt', 'requirements-lock.txt']).unlocked).toEqual([]);
});

test('a name that only begins like a lock is none', () => {
  expect(paired('requirements.in', 'requirements_locksmith.txt', 'requirements_unlock_3.txt')).toEqual([]);
});

test('a pair in a folder called requirements.d is named by its file', () => {
  expect(
    pairIds([{ source: 'requirements.d/development.txt', lock: 'requirements.d/development.lock.txt' }]),
  ).toEqual(['development']);
});
