import { expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import type { Account } from '../../model/observations.ts';
import { PULL_REQUEST } from '../../testing/sample-approval.ts';
import { isByVersionUpdater } from './version-updaters.ts';

const DEPENDABOT: Account = { login: 'dependabot[bot]', id: 49_699_333, isBot: true };
const PRE_COMMIT: Account = { login: 'pre-commit-ci[bot]', id: 66_853_113, isBot: true };
const WORKFLOW = '.github/workflows/ci.yml';
const ANA: Account = { login: 'ana', id: 1, isBot: false };
const pull = (author: Account, pushers: readonly Account[]) =>
  observed({ ...PULL_REQUEST, author, pushers: observed(pushers) });

test('a service that opened it and alone pushed to it', () => {
  expect(isByVersionUpdater(WORKFLOW, { pullRequest: pull(DEPENDABOT, [DEPENDABOT, DEPENDABOT]) })).toBe(
    true,
  );
});

test.each([
  ['somebody pushed too', pull(DEPENDABOT, [DEPENDABOT, ANA])],
  ['somebody opened it', pull(ANA, [DEPENDABOT])],
  ['nobody is known to have pushed', pull(DEPENDABOT, [])],
  ['only the name is the same', pull({ ...DEPENDABOT, id: 7 }, [{ ...DEPENDABOT, id: 7 }])],
  ['the account has no id', pull({ ...DEPENDABOT, id: null }, [{ ...DEPENDABOT, id: null }])],
  ['it is no bot', pull({ ...DEPENDABOT, isBot: false }, [{ ...DEPENDABOT, isBot: false }])],
  [
    'who pushed was not asked',
    observed({ ...PULL_REQUEST, author: DEPENDABOT, pushers: unobserved('GitHub was not asked') }),
  ],
  ['there is no pull request', observed(null)],
  ['nobody asked for it', unobserved('GitHub was not asked')],
])('nobody is one where %s', (_, pullRequest) => {
  expect(isByVersionUpdater(WORKFLOW, { pullRequest })).toBe(false);
});

test('pre-commit.ci is one for its own file: what hooks make of others it pushes as well', () => {
  const pullRequest = pull(PRE_COMMIT, [PRE_COMMIT]);
  expect(isByVersionUpdater('.pre-commit-config.yaml', { pullRequest })).toBe(true);
  expect(isByVersionUpdater(WORKFLOW, { pullRequest })).toBe(false);
});
