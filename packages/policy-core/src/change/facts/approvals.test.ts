import { describe, expect, test } from 'vitest';

import { changeObservations, treeObservations } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { AUTHOR, PULL_REQUEST, trustedLabel } from '../../testing/sample-approval.ts';
import type { Stage } from '../../model/stage.ts';
import { approvalsFor } from './approvals.ts';

const POLICY = {
  protected: [
    { id: 'core', paths: ['core/**'], require: { label: 'ok' } },
    { id: 'more', paths: ['more/**'], require: { label: 'ok' } },
    { id: 'legal', paths: ['legal/**'], require: { label: 'by-legal' } },
  ],
  dependencies: [
    { id: 'api', source: 'a.txt', lock: 'a.lock', on_change: { require: { label: 'deps' } } },
    { id: 'web', source: 'w.txt', lock: 'w.lock' },
  ],
  change_scope: {
    deny: { paths: ['infra/**'], unless: { label: 'infra-ok' } },
    also_allow: [{ dependencies: 'api', unless_missing: { label: 'ai-deps' } }, { dependencies: 'web' }],
  },
};

const seen = changeObservations(
  { changes: [], author: AUTHOR, pullRequest: PULL_REQUEST, labels: [trustedLabel('ok')] },
  { stage: 'ci' },
);

function answers(draft: object, about: Partial<Observations> = {}, stage: Stage = 'ci') {
  const found = approvalsFor(policyOf(draft), { ...seen, ...about }, stage);
  return Object.fromEntries(Array.from(found, ([label, { kind }]) => [label, kind]));
}

describe('there is an answer for a label', () => {
  test('of every place that asks for one, and once for those that ask for the same', () => {
    expect(answers(POLICY)).toEqual({
      ok: 'given',
      'by-legal': 'absent',
      'approved-core-change': 'absent',
      'infra-ok': 'absent',
      'ai-deps': 'absent',
      deps: 'absent',
    });
  });

  test('that approves the policy itself, although it says nothing else', () => {
    expect(answers({})).toEqual({ 'approved-core-change': 'absent' });
    expect(answers({ integrity: { self_protect: { require: { label: 'ok' } } } })).toEqual({ ok: 'given' });
  });

  test('that nothing asks for never', () => {
    expect(answers({ labels: { unused: {} } })).toEqual({ 'approved-core-change': 'absent' });
  });

  test('called like something every object has', () => {
    const draft = { protected: [{ id: 'core', paths: ['core/**'], require: { label: 'constructor' } }] };
    expect(answers(draft)).toMatchObject({ constructor: 'absent' });
  });
});

describe('without having seen the labels', () => {
  test.each(['editor', 'hook', 'local', 'ci', 'deploy'] as const)('none counts at stage %s', (stage) => {
    const labels = unobserved('GitHub was not asked');
    expect(new Set(Object.values(answers(POLICY, { labels }, stage)))).toEqual(new Set(['unknown']));
  });

  test('none counts for a tree, which has none', () => {
    const policy = policyOf(POLICY);
    const found = approvalsFor(policy, treeObservations(policy, [], {}), 'local');
    expect(new Set(Array.from(found.values(), ({ kind }) => kind))).toEqual(new Set(['unknown']));
  });
});

describe('of a release', () => {
  const release = { focus: { kind: 'release' } } as const;
  const work = {
    pullRequest: PULL_REQUEST,
    labels: observed([trustedLabel('ok')]),
    commits: ['c'.repeat(40)],
    paths: ['core/a.py'],
  };

  test('the labels of the pull requests in it count, not those of the release', () => {
    const merged = observed([{ ...work, labels: observed([]) }]);
    expect(answers(POLICY, { ...release, merged }, 'deploy')).toMatchObject({ ok: 'absent' });
    expect(
      answers(POLICY, { ...release, merged: observed([work]), labels: observed([]) }, 'deploy'),
    ).toMatchObject({ ok: 'given', 'by-legal': 'unknown', deps: 'unknown' });
  });

  test('they are not known where nobody could ask for the pull requests', () => {
    const merged = unobserved('there is no token');
    expect(answers(POLICY, { ...release, merged }, 'deploy')).toMatchObject({ ok: 'unknown' });
  });

  test('its own labels count only where no host looks at what was merged', () => {
    expect(answers(POLICY, release, 'deploy')).toMatchObject({ ok: 'given' });
    const merged = observed([{ ...work, labels: observed([]) }]);
    expect(answers(POLICY, { merged }, 'ci')).toMatchObject({ ok: 'given' });
  });
});
