import { describe, expect, test } from 'vitest';

import type { FolderStatus } from '@lockkeeper/lsp/protocol';

import { statusText, type StatusInput } from './status-text.ts';
import { localTime } from '../words/local-time.ts';

const JUDGED = '2026-03-01T12:03:00.000Z';
const JUDGED_AT = `judged ${localTime(new Date(JUDGED))}`;
const UNJUDGED: FolderStatus = {
  folder: 'file:///home/ada/shop',
  policy: { uri: 'file:///home/ada/shop/lockkeeper.yaml', problems: 0 },
  branch: 'main',
  waiting: [],
  findings: 0,
  errors: 0,
  warnings: 0,
};
const SOUND: FolderStatus = { ...UNJUDGED, judged: JUDGED };

describe('the language status', () => {
  test('names the policy, the branch and the version when all is well', () => {
    expect(of({})).toEqual({
      text: 'Lockkeeper: no findings',
      detail: `lockkeeper.yaml · main · ${JUDGED_AT} · version 1.2.3, bundled`,
      severity: 'information',
      busy: false,
      action: 'check-workspace',
    });
  });

  test.each([
    [{ findings: 1, errors: 1 }, 'Lockkeeper: 1 error', 'warning'],
    [{ findings: 6, errors: 3, warnings: 2 }, 'Lockkeeper: 3 errors, 2 warnings, 1 note', 'warning'],
    [{ findings: 1, warnings: 1 }, 'Lockkeeper: 1 warning', 'information'],
    [{ findings: 2 }, 'Lockkeeper: 2 notes', 'information'],
  ])('counts %o, and asks for attention only where there are errors', (counts, text, severity) => {
    expect(of(counts)).toMatchObject({ text, severity });
  });

  test('says when a file here was judged last', () => {
    expect(of({}).detail).toBe(`lockkeeper.yaml · main · ${JUDGED_AT} · version 1.2.3, bundled`);
  });

  test('warns that nothing was judged before the first file is, instead of counting no findings', () => {
    expect(statusText({ ...input(), folder: UNJUDGED })).toEqual({
      text: 'Lockkeeper: nothing judged yet',
      detail: 'Open a file, or check the workspace. · lockkeeper.yaml · main · version 1.2.3, bundled',
      severity: 'warning',
      busy: false,
      action: 'check-workspace',
    });
  });

  test.each<[NonNullable<FolderStatus['changed']>, Partial<FolderStatus>, object]>([
    [
      { judged: 0, all: 0, isUnderWay: false },
      {},
      {
        text: 'Lockkeeper: nothing judged yet',
        detail: expect.stringMatching(/^The policy covers no changed file\. Open a file, or check/),
        severity: 'warning',
      },
    ],
    [
      { judged: 0, all: 3, isUnderWay: true },
      {},
      { text: 'Lockkeeper is judging 3 changed files', busy: true },
    ],
    [
      { judged: 1, all: 3, isUnderWay: true },
      { judged: JUDGED },
      {
        text: 'Lockkeeper: no findings',
        detail: expect.stringContaining(' · 1 of 3 changed files judged · '),
        busy: true,
      },
    ],
    [
      { judged: 1, all: 1, isUnderWay: false },
      { judged: JUDGED, findings: 1, errors: 1 },
      {
        text: 'Lockkeeper: 1 error',
        detail: expect.stringContaining(' · 1 changed file judged · '),
        busy: false,
      },
    ],
    [
      { judged: 500, all: 612, isUnderWay: false },
      { judged: JUDGED },
      { text: 'Lockkeeper: no findings', detail: expect.stringContaining('500 of 612 changed files judged') },
    ],
  ])('of changed files %o it says what was judged', (changed, more, expected) => {
    expect(statusText({ ...input(), folder: { ...UNJUDGED, ...more, changed } })).toMatchObject(expected);
  });

  test('says what was looked at, and where that was nothing, instead of counting no findings', () => {
    const sentences = ['Judged 2 pairs, 4 files of the tree: 25 rules passed.', 'All else has nothing here.'];
    const detail = `lockkeeper.yaml · ${sentences.join(' · ')} · main · ${JUDGED_AT} · version 1.2.3, bundled`;
    expect(of({ coverage: { judgedNothing: false, sentences } })).toMatchObject({
      text: 'Lockkeeper: no findings',
      severity: 'information',
      detail,
    });
    const idle = { judgedNothing: true, sentences };
    expect(of({ coverage: idle })).toMatchObject({
      text: 'Lockkeeper: nothing judged',
      severity: 'warning',
      detail,
    });
    // An open document may have some all the same.
    expect(of({ coverage: idle, findings: 1, errors: 1 })).toMatchObject({
      text: 'Lockkeeper: 1 error',
      detail,
    });
  });

  test('does not call what waits a finding', () => {
    const waiting = [{ rule: 'paths/protected', reason: 'the labels are not known here', count: 2 }];
    expect(of({ waiting })).toEqual(of({}));
  });

  test('says that the policy is invalid, and opens it', () => {
    const policy = { uri: 'file:///home/ada/shop/deploy%20rules/lockkeeper.toml', problems: 2 };
    const given = input({ policy, problem: 'Fix the policy first.' });
    expect(statusText({ ...given, policyPath: 'deploy rules/lockkeeper.toml' })).toMatchObject({
      text: 'Lockkeeper: the policy has 2 problems',
      detail: `deploy rules/lockkeeper.toml · Fix the policy first. · main · ${JUDGED_AT} · version 1.2.3, bundled`,
      severity: 'error',
      action: 'open-policy',
    });
  });

  test('says that a folder could not be judged, instead of counting no findings', () => {
    expect(of({ problem: 'The check took too long.' })).toMatchObject({
      text: 'Lockkeeper: not judged',
      detail: `lockkeeper.yaml · The check took too long. · main · ${JUDGED_AT} · version 1.2.3, bundled`,
      severity: 'error',
    });
  });

  test('says that a rule crashed, instead of counting no findings', () => {
    expect(of({ crashed: ['migrations/drop-table: out of memory'] })).toMatchObject({
      text: 'Lockkeeper: 1 rule crashed',
      detail: `lockkeeper.yaml · migrations/drop-table: out of memory · main · ${JUDGED_AT} · version 1.2.3, bundled`,
      severity: 'error',
    });
  });

  test.each([
    ['a folder without a policy', { ...UNJUDGED, policy: null, branch: null }],
    ['a file outside every folder', undefined],
  ])('says that there is no policy for %s', (_what, folder) => {
    expect(statusText({ ...input(), folder })).toMatchObject({
      text: 'Lockkeeper: no policy',
      detail: 'This folder has no lockkeeper.yaml · version 1.2.3, bundled',
      severity: 'information',
      action: 'create-policy',
    });
  });

  test('says what Restricted Mode leaves out', () => {
    expect(statusText({ ...input({ branch: null }), trusted: false }).detail).toBe(
      `lockkeeper.yaml · ${JUDGED_AT} · version 1.2.3, bundled · restricted: no git`,
    );
  });
});

describe('the language status while the server is not running', () => {
  test.each([
    ['starting', 'Lockkeeper is starting'],
    ['restarting', 'Lockkeeper is restarting'],
  ] as const)('is busy while %s', (phase, text) => {
    expect(statusText({ ...down, phase })).toMatchObject({ text, busy: true, severity: 'information' });
  });

  test('is busy until the server has looked', () => {
    expect(statusText({ ...down, phase: 'running' })).toMatchObject({
      text: 'Lockkeeper is searching',
      busy: true,
    });
  });

  test.each([
    ['crashed', 'Lockkeeper has crashed'],
    ['failed', 'Lockkeeper did not start'],
  ] as const)('is an error that offers to restart once it has %s', (phase, text) => {
    expect(statusText({ ...down, phase })).toMatchObject({
      text,
      detail: 'Nothing is judged. Restart the server.',
      severity: 'error',
      action: 'restart-server',
    });
  });

  test('names the setting that switches it on again', () => {
    expect(statusText({ ...down, phase: 'off' })).toMatchObject({
      text: 'Lockkeeper is off',
      detail: 'Enable the setting lockkeeper.enable.',
    });
  });
});

const down = { status: undefined, folder: undefined, policyPath: undefined, trusted: true };

function of(more: Partial<FolderStatus>) {
  return statusText(input(more));
}

function input(more: Partial<FolderStatus> = {}): StatusInput {
  const folder = { ...SOUND, ...more };
  const status = { version: '1.2.3', folders: [folder] };
  return { phase: 'running', status, folder, policyPath: 'lockkeeper.yaml', trusted: true };
}
