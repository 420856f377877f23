import { expect, test } from 'vitest';

import { ROOT, unpinned, verdict, waitsForApproval } from '../testing/sample-verdict.ts';
import { NO_VERDICT, type PolicyVerdict } from '../worker/messages.ts';
import { folderStatus } from './status.ts';

test('a folder without a policy has nothing but its branch', () => {
  const policy = { ...NO_VERDICT, branch: 'main' };
  expect(folderStatus({ folder: ROOT, policy, verdicts: [], judged: undefined })).toEqual({
    folder: ROOT,
    policy: null,
    branch: 'main',
    waiting: [],
    findings: 0,
    errors: 0,
    warnings: 0,
  });
});

test('findings are added up, and subjects that wait are counted by rule and reason', () => {
  const verdicts = [
    verdict({ findings: [unpinned(0), unpinned(1)], undetermined: [waitsForApproval()] }),
    verdict({
      findings: [unpinned(2, { severity: 'warning' })],
      undetermined: [waitsForApproval(), waitsForApproval({ rule: 'branches/x' })],
    }),
  ];
  const status = folderStatus({
    folder: ROOT,
    policy: verdict(),
    verdicts,
    judged: '2026-03-01T12:03:00.000Z',
  });
  expect(status).toMatchObject({
    findings: 3,
    errors: 2,
    warnings: 1,
    judged: '2026-03-01T12:03:00.000Z',
    branch: 'main',
    policy: { uri: `${ROOT}/lockkeeper.yaml`, problems: 0 },
  });
  const reason = 'labels are read where the change is merged';
  expect(status.waiting).toEqual([
    { rule: 'paths/protected', reason, count: 2 },
    { rule: 'branches/x', reason, count: 1 },
  ]);
});

test('a broken policy is counted, and its problem said once', () => {
  const broken = verdict({
    policy: {
      kind: 'broken',
      path: 'lockkeeper.yaml',
      problems: 2,
      problem: 'lockkeeper.yaml is not a valid policy.',
    },
  });
  const status = folderStatus({
    folder: ROOT,
    policy: broken,
    verdicts: [broken, broken],
    judged: undefined,
  });
  expect(status.policy).toEqual({ uri: `${ROOT}/lockkeeper.yaml`, problems: 2 });
  expect(status.problem).toBe('lockkeeper.yaml is not a valid policy.');
});

test('a folder says of each of its policies what was looked at, and of one without naming it', () => {
  const root = verdict({
    coverage: { judgedNothing: true, sentences: ['Judged nothing.', 'Nothing is here.'] },
  });
  const nested = verdict({
    root: `${ROOT}/services/api`,
    coverage: { judgedNothing: false, sentences: ['Judged 1 pair.'] },
  });
  const of = (...verdicts: readonly PolicyVerdict[]) =>
    folderStatus({ folder: ROOT, policy: verdict(), verdicts, judged: undefined }).coverage;
  expect(of(verdict())).toBeUndefined();
  expect(of(root)).toEqual(root.coverage);
  expect(of(root, verdict(), nested)).toEqual({
    judgedNothing: false,
    sentences: [
      'lockkeeper.yaml: Judged nothing.',
      'lockkeeper.yaml: Nothing is here.',
      'services/api/lockkeeper.yaml: Judged 1 pair.',
    ],
  });
});

test('crashed rules are named', () => {
  const crashed = verdict({ crashed: [{ rule: 'paths/protected', error: 'boom' }] });
  expect(
    folderStatus({ folder: ROOT, policy: undefined, verdicts: [crashed, crashed], judged: undefined })
      .crashed,
  ).toEqual(['paths/protected: boom']);
});

test('files in which no rule has anything to judge are not judged', () => {
  const idle = verdict({ isJudged: false });
  const judged = '2026-03-01T12:03:00.000Z';
  const status = (verdicts: readonly PolicyVerdict[]) =>
    folderStatus({ folder: ROOT, policy: verdict(), verdicts, judged }).judged;
  expect(status([idle])).toBeUndefined();
  expect(status([idle, verdict()])).toBe(judged);
});
