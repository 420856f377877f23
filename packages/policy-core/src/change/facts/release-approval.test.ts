import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import type { Change, ChangeEntry, MergedWork } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { labelBeforePush, labelOfAuthor, PULL_REQUEST, trustedLabel } from '../../testing/sample-approval.ts';
import { approvalInRelease, approvalPaths } from './release-approval.ts';

const section = (id: string, paths: readonly string[], label: string) => ({
  id,
  paths,
  except: ['core/README.md'],
  require: { label },
});
const policy = policyOf({
  protected: [section('core', ['core/**'], 'ok'), section('legal', ['legal/**'], 'by-legal')],
});

const work = (change: Partial<MergedWork> = {}): MergedWork => ({
  pullRequest: PULL_REQUEST,
  labels: observed([trustedLabel('ok')]),
  commits: ['c'.repeat(40)],
  paths: ['core/a.py'],
  ...change,
});

function approval(works: readonly MergedWork[], label = 'ok') {
  return approvalInRelease(label, { policy, merged: observed(works), stage: 'deploy' });
}

describe('a label approves a release', () => {
  test('when it approved every pull request that needed it', () => {
    const other = work({ pullRequest: { ...PULL_REQUEST, number: 124 }, paths: ['core/b.py'] });
    expect(approval([work(), other])).toMatchObject({ kind: 'given' });
  });

  test('whatever pull requests lack it that need another', () => {
    const legal = work({ labels: observed([]), paths: ['legal/terms.md', 'core/README.md'] });
    expect(approval([work(), legal])).toMatchObject({ kind: 'given' });
  });
});

describe('a label does not approve a release', () => {
  test.each([
    ['one pull request lacks it', { labels: observed([]) }, 'absent'],
    ['its author put it on one', { labels: observed([labelOfAuthor('ok')]) }, 'untrusted'],
    ['it is older than the last push of one', { labels: observed([labelBeforePush('ok')]) }, 'stale'],
    ['the labels of one are not known', { labels: unobserved('no token') }, 'unknown'],
  ] as const)('when %s', (_, change, kind) => {
    expect(approval([work(), work(change), work()])).toMatchObject({ kind });
  });

  test('when a commit came past every pull request, which is named', () => {
    const direct = work({ pullRequest: null, labels: observed([]) });
    expect(approval([work(), direct])).toMatchObject({
      kind: 'absent',
      evidence: { value: 'commit cccccccccc, which came from no merged pull request' },
    });
  });

  test('when what is missing is known, before what is not', () => {
    const works = [work({ labels: unobserved('x') }), work({ labels: observed([]) })];
    expect(approval(works)).toMatchObject({ kind: 'absent' });
  });

  test('in whatever order they were merged', () => {
    const works = [work(), work({ labels: observed([]) }), work({ labels: unobserved('x') })];
    fc.assert(
      fc.property(fc.shuffledSubarray(works, { minLength: 3 }), (shuffled) => {
        expect(approval(shuffled).kind).toBe('absent');
      }),
    );
  });
});

describe('the label of what enforces the policy', () => {
  const self = (works: readonly MergedWork[]) => approval(works, 'approved-core-change');
  const enforcing = (change: Partial<MergedWork> = {}) =>
    work({
      paths: ['.github/workflows/ci.yml'],
      labels: observed([trustedLabel('approved-core-change')]),
      ...change,
    });

  test('approves when it is on every pull request that brought some of it', () => {
    expect(self([enforcing(), work()])).toMatchObject({ kind: 'given' });
    expect(self([enforcing(), enforcing({ labels: observed([]) })])).toMatchObject({ kind: 'absent' });
  });

  test('does not where some of it came past every pull request', () => {
    const direct = enforcing({ pullRequest: null, labels: observed([]), paths: ['lockkeeper.json'] });
    expect(self([enforcing(), direct])).toMatchObject({ kind: 'absent' });
  });

  test('is not known where no commit tells what brought it', () => {
    expect(self([work()])).toMatchObject({ kind: 'unknown' });
  });

  test('may be that of a section as well, and is then needed by both', () => {
    const both = policyOf({ protected: [section('core', ['core/**'], 'approved-core-change')] });
    const works = observed([enforcing(), work({ labels: observed([]) })]);
    expect(
      approvalInRelease('approved-core-change', { policy: both, merged: works, stage: 'deploy' }),
    ).toMatchObject({ kind: 'absent' });
  });
});

describe('nobody knows whether a label approves a release', () => {
  test('when the pull requests are not known', () => {
    expect(
      approvalInRelease('ok', { policy, merged: unobserved('there is no token'), stage: 'deploy' }),
    ).toEqual({ kind: 'unknown', missing: { fact: 'labels', reason: 'there is no token' } });
  });

  test('when no commit tells which pull request brought the change', () => {
    expect(approval([])).toMatchObject({ kind: 'unknown' });
    expect(approval([work({ paths: ['legal/terms.md'] })])).toMatchObject({ kind: 'unknown' });
  });

  test('when nothing asks for it that is read in merged work', () => {
    expect(approval([work()], 'approved-dependency-upgrade')).toMatchObject({ kind: 'unknown' });
  });
});

describe('a path of a release must have been approved', () => {
  const change: Change = {
    base: 'a'.repeat(40),
    head: 'b'.repeat(40),
    branch: unobserved('x'),
    entries: ['core/a.py', 'core/README.md', 'docs/a.md'].map((path) => entry(path)),
    isWhole: true,
    commits: observed([]),
    push: null,
  };
  function entry(path: string, status: ChangeEntry['status'] = 'modified'): ChangeEntry {
    return { path, status, oldMode: '100644', newMode: '100644' };
  }
  const paths = ['core/a.py', 'core/gone.py', 'core/README.md', 'docs/a.md'];

  test('where a section protects it and the release changes it', () => {
    expect(paths.filter(approvalPaths(policy, change))).toEqual(['core/a.py']);
  });

  test('or a commit touched it in between, where history is strict', () => {
    const strict = { ...policy, integrity: { ...policy.integrity, history: 'strict' as const } };
    expect(paths.filter(approvalPaths(strict, change))).toEqual(['core/a.py', 'core/gone.py']);
  });

  test('or it enforces the policy', () => {
    const enforcers = ['lockkeeper.json', '.github/x.yml'];
    const judged = { ...change, entries: [...change.entries, ...enforcers.map((path) => entry(path))] };
    expect(enforcers.filter(approvalPaths(policy, judged))).toEqual(enforcers);
    expect(enforcers.filter(approvalPaths(policy, change))).toEqual([]);
  });

  test('but not the policy where the release brings the first one', () => {
    const judged = { ...change, entries: [entry('lockkeeper.json', 'added')] };
    expect(['lockkeeper.json'].filter(approvalPaths(policy, judged))).toEqual([]);
  });
});
