import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { changeObservations } from '../../checker/observations-from-input.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { commitOf } from '../../testing/sample-change.ts';
import type { Authorship } from './authorship.ts';
import { findSkippedChecks } from './skipped-checks.ts';

const AI: Known<Authorship> = observed({ kind: 'ai', evidence: [] });

function words(message: string, authorship = AI) {
  const seen = changeObservations({ changes: ['a'], commits: [commitOf({ message })] }, {});
  return findSkippedChecks(seen, authorship).map((found) => found.words);
}

describe('a message asks for no checks', () => {
  test.each([
    ['Fix it [skip ci]', '[skip ci]'],
    ['[CI Skip] Fix it', '[CI Skip]'],
    ['Fix it [skip-ci], as GitLab reads it too', '[skip-ci]'],
    ['Fix it [CI_SKIP]', '[CI_SKIP]'],
    ['Fix it\n\nBecause. [no ci]\n', '[no ci]'],
    ['Fix it [skip actions]', '[skip actions]'],
    ['Fix it [actions skip]', '[actions skip]'],
    ['Fix it\n\n\nskip-checks: true\n', 'skip-checks: true'],
    ['Fix it\n\n\nSkip-Checks:TRUE\n', 'Skip-Checks: TRUE'],
  ])('%j, by %s', (message, found) => {
    expect(words(message)).toEqual([found]);
  });

  test.each([
    'Document what skip ci means',
    'Fix [skip-actions] parsing',
    'Fix [no-ci] parsing',
    'Fix it (skip ci)',
    'Fix it\n\nskip-checks: false\n',
    '[ skip ci ]',
  ])('not by %j', (message) => {
    expect(words(message)).toEqual([]);
  });

  test('wherever the marker is put', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(words(`${before}[skip ci]${after}`)).toHaveLength(1);
      }),
    );
  });
});

describe('whoever asks for it', () => {
  test('may, unless it is an agent', () => {
    expect(words('[skip ci]', observed({ kind: 'human', evidence: [] }))).toEqual([]);
    expect(words('[skip ci]', observed({ kind: 'automation', evidence: [] }))).toEqual([]);
  });

  test('may be an agent, as long as nobody knows', () => {
    expect(words('[skip ci]', unobserved('no author was given'))).toEqual(['[skip ci]']);
  });
});

test('commits nobody saw, and those of a release, are not judged here', () => {
  const seen = changeObservations({ changes: ['a'] }, {});
  expect(findSkippedChecks(seen, AI)).toEqual([]);
  const released = changeObservations({ changes: ['a'], commits: [commitOf({ message: '[skip ci]' })] }, {});
  expect(findSkippedChecks({ ...released, focus: { kind: 'release' } }, AI)).toEqual([]);
});
