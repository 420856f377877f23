import { expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { gitRefusal } from './git-version.ts';

test.each([
  ['git version 2.25.1', '2.25.1'],
  ['git version 2.33.8.windows.1', '2.33.8.windows.1'],
  ['git version 1.99.0', '1.99.0'],
])('%s cannot verify a release [row 3.04]', (said, version) => {
  expect(gitRefusal(observed(said))).toEqual({ id: 'git-too-old', data: { version, least: '2.34' } });
});

test.each(['git version 2.34.1', 'git version 2.39.5 (Apple Git-154)', 'git version 3.0.0', 'git of my own'])(
  '%s may [row 3.04]',
  (said) => {
    expect(gitRefusal(observed(said))).toBeUndefined();
  },
);

test('one that nobody could ask is met where it is needed', () => {
  expect(gitRefusal(unobserved('git is not installed'))).toBeUndefined();
});
