import { describe, expect, test } from 'vitest';

import { fakeObservers, type FakeRepository } from '../testing/fake-repository.ts';
import { implicitBase, observeChange } from './change.ts';

const commits = { one: { files: { a: '1' } }, two: { files: { a: '2' }, parents: ['one'] } };
const git = (repository: FakeRepository) => fakeObservers(repository).git;

describe('the base nobody named', () => {
  test('is the branch people merge into', async () => {
    expect(await implicitBase(git({ commits, names: { main: 'one', HEAD: 'two' } }))).toBe('main');
  });

  test('is the last commit where there is no such branch', async () => {
    expect(await implicitBase(git({ commits, names: { HEAD: 'two' } }))).toBe('HEAD');
  });

  test('is nothing before the first commit', async () => {
    expect(await implicitBase(git({ commits: {} }))).toBeUndefined();
  });
});

describe('the branch of a change', () => {
  const seenOn = (branch: string | undefined, given?: string) =>
    observeChange(
      { base: 'one', head: 'HEAD', branch: given, compare: 'merge-base', push: null },
      fakeObservers({ commits, names: { HEAD: 'two' }, ...(branch === undefined ? {} : { branch }) }),
    );

  test('is the one that is checked out', async () => {
    expect(await seenOn('auto/x')).toMatchObject({ value: { value: { branch: { value: 'auto/x' } } } });
  });

  test('is the one that was given, as in CI, where the head is detached', async () => {
    expect(await seenOn(undefined, 'auto/y')).toMatchObject({
      value: { value: { branch: { value: 'auto/y' } } },
    });
  });

  test('is not known for a detached head', async () => {
    expect(await seenOn(undefined)).toMatchObject({
      value: { value: { branch: { known: false, reason: 'the head is detached' } } },
    });
  });
});
