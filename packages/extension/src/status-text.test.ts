import { describe, expect, test } from 'vitest';

import type { FolderStatus } from '@lockkeeper/lsp/protocol';

import { statusText, type StatusInput } from './status-text.ts';

const SOUND: FolderStatus = {
  folder: 'file:///home/ada/shop',
  policy: { uri: 'file:///home/ada/shop/lockkeeper.yaml', problems: 0 },
  branch: 'main',
  waiting: [],
  findings: 0,
};

describe('the language status', () => {
  test('names the policy, the branch and the version when all is well', () => {
    expect(of({})).toEqual({
      text: 'Lockkeeper: no findings',
      detail: 'lockkeeper.yaml · main · version 1.2.3',
      severity: 'information',
      busy: false,
      action: 'check-workspace',
    });
  });

  test.each([
    [1, 'Lockkeeper: 1 finding'],
    [3, 'Lockkeeper: 3 findings'],
  ])('counts %i', (findings, text) => {
    expect(of({ findings })).toMatchObject({ text, severity: 'warning' });
  });

  test('counts what waits, once for each reason, without calling it a finding', () => {
    const waiting = [
      { rule: 'paths/protected', reason: 'the labels are not known here', count: 2 },
      { rule: 'branches/name', reason: 'the labels are not known here', count: 1 },
      { rule: 'dependencies/lock-in-sync', reason: 'requirements.lock was not read', count: 1 },
    ];
    expect(of({ waiting })).toMatchObject({
      text: 'Lockkeeper: no findings',
      severity: 'information',
      detail:
        'lockkeeper.yaml · main · version 1.2.3 · 3 subjects wait: the labels are not known here · 1 subject waits: requirements.lock was not read',
    });
  });

  test('says that the policy is invalid, and opens it', () => {
    const policy = { uri: 'file:///home/ada/shop/deploy%20rules/lockkeeper.toml', problems: 2 };
    expect(of({ policy, problem: 'Mend the policy first.' })).toMatchObject({
      text: 'Lockkeeper: the policy has 2 problems',
      detail: 'lockkeeper.toml · Mend the policy first. · main · version 1.2.3',
      severity: 'error',
      action: 'open-policy',
    });
  });

  test('says that a folder could not be judged, instead of counting no findings', () => {
    expect(of({ problem: 'The check took too long.' })).toMatchObject({
      text: 'Lockkeeper: not judged',
      detail: 'lockkeeper.yaml · The check took too long. · main · version 1.2.3',
      severity: 'error',
    });
  });

  test('says that a rule crashed, instead of counting no findings', () => {
    expect(of({ crashed: ['migrations/drop-table: out of memory'] })).toMatchObject({
      text: 'Lockkeeper: 1 rule crashed',
      detail: 'lockkeeper.yaml · migrations/drop-table: out of memory · main · version 1.2.3',
      severity: 'error',
    });
  });

  test.each([
    ['a folder without a policy', { ...SOUND, policy: null, branch: null }],
    ['a file outside every folder', undefined],
  ])('says that there is no policy for %s', (_what, folder) => {
    expect(statusText({ ...input(), folder })).toMatchObject({
      text: 'Lockkeeper: no policy',
      detail: 'There is no lockkeeper.yaml here · version 1.2.3',
      severity: 'information',
      action: 'open-policy',
    });
  });

  test('says what Restricted Mode leaves out', () => {
    expect(statusText({ ...input({ branch: null }), trusted: false }).detail).toBe(
      'lockkeeper.yaml · version 1.2.3 · restricted: git is not asked',
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
      text: 'Lockkeeper is looking',
      busy: true,
    });
  });

  test('is an error that offers to restart once it has stopped', () => {
    expect(statusText({ ...down, phase: 'stopped' })).toMatchObject({
      text: 'Lockkeeper has stopped',
      detail: 'Nothing is judged. Restart the server.',
      severity: 'error',
      action: 'restart-server',
    });
  });

  test('names the setting that switches it on again', () => {
    expect(statusText({ ...down, phase: 'off' })).toMatchObject({
      text: 'Lockkeeper is off',
      detail: 'Switch on the setting lockkeeper.enable.',
    });
  });
});

const down = { status: undefined, folder: undefined, trusted: true };

function of(more: Partial<FolderStatus>) {
  return statusText(input(more));
}

function input(more: Partial<FolderStatus> = {}): StatusInput {
  const folder = { ...SOUND, ...more };
  return { phase: 'running', status: { version: '1.2.3', folders: [folder] }, folder, trusted: true };
}
