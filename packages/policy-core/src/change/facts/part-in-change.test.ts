import { describe, expect, test } from 'vitest';

import { accountNamed, changeObservations, type ChangeInput } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import { AUTHOR, MAINTAINER, PULL_REQUEST } from '../../testing/sample-approval.ts';
import { commitOf } from '../../testing/sample-change.ts';
import { partIn } from './part-in-change.ts';

const paths = ['a'];

function part(about: Partial<ChangeInput>, account = MAINTAINER) {
  const seen = changeObservations(
    { changes: paths, author: AUTHOR, pullRequest: PULL_REQUEST, ...about },
    {},
  );
  const known = partIn(seen, account);
  return known.known ? known.value : known.reason;
}

const by = (email: string) => ({ commits: [commitOf({ author: { name: 'x', email }, paths })] });

describe('somebody had a part in a change', () => {
  test('who opened its pull request, and not who sent the event', () => {
    expect(part({}, AUTHOR)).toBe('the author of the change');
    expect(part({ author: MAINTAINER })).toBeUndefined();
  });

  test.each([
    'mona@users.noreply.github.com',
    '2+MONA@users.noreply.github.com',
    '2+name-of-before@users.noreply.github.com',
    '99+mona@users.noreply.github.com',
  ])('who wrote a commit as %s', (email) => {
    expect(part(by(email))).toBe('who made part of the change');
  });

  test.each(['mona@example.com', '22+lisa@users.noreply.github.com', '2@users.noreply.github.com'])(
    'and nobody did by the address %s alone',
    (email) => {
      expect(part(by(email))).toBeUndefined();
    },
  );

  test('who pushed to its branch', () => {
    const pullRequest = { ...PULL_REQUEST, pushers: observed([accountNamed('Mona')]) };
    expect(part({ pullRequest })).toBe('who pushed to the branch');
  });
});

test('it is not known where the pushers are not, unless something else tells', () => {
  const pullRequest = { ...PULL_REQUEST, pushers: unobserved('the fork is gone') };
  expect(part({ pullRequest })).toBe('the fork is gone');
  expect(part({ pullRequest }, AUTHOR)).toBe('the author of the change');
});

test('without a pull request whoever pushed is the author', () => {
  expect(part({ pullRequest: null, author: MAINTAINER })).toBe('the author of the change');
  expect(part({ pullRequest: null })).toBeUndefined();
});
