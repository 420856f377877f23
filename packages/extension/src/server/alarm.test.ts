import { describe, expect, test } from 'vitest';

import type { FolderStatus } from '@lockkeeper/lsp/protocol';

import { alarmOf } from './alarm.ts';
import type { ServerPhase } from './status-text.ts';

const SHOP: FolderStatus = {
  folder: 'file:///home/ada/shop',
  policy: { uri: 'file:///home/ada/shop/lockkeeper.yaml', problems: 0 },
  branch: 'main',
  waiting: [],
  findings: 0,
  errors: 0,
  warnings: 0,
  judged: '2026-03-01T12:03:00.000Z',
};
const { judged: _judged, ...UNJUDGED } = SHOP;
const NOTES: FolderStatus = { ...UNJUDGED, folder: 'file:///home/ada/notes', policy: null };
const BROKEN: FolderStatus = {
  ...SHOP,
  folder: 'file:///home/ada/quay',
  policy: { uri: 'file:///home/ada/quay/lockkeeper.yaml', problems: 1 },
  problem: 'lockkeeper.yaml is not a valid policy, so Lockkeeper uses its last valid version. Fix it first.',
};

describe('the status bar', () => {
  test.each<[string, readonly FolderStatus[]]>([
    ['a file was judged', [SHOP]],
    ['a file was judged and has findings', [{ ...SHOP, findings: 1, errors: 1 }]],
    [
      'the changed files are about to be judged',
      [{ ...UNJUDGED, changed: { judged: 0, all: 2, isUnderWay: true } }],
    ],
    ['one of two folders has no policy', [SHOP, NOTES]],
    ['no folder is open', []],
  ])('raises no alarm where %s', (_what, folders) => {
    expect(of(folders)).toBeUndefined();
  });

  test.each<
    [readonly FolderStatus[], string, { readonly why: string; readonly severity: 'warning' | 'error' }]
  >([
    [
      [UNJUDGED],
      'Lockkeeper: nothing judged yet',
      { why: 'Open a file, or check the workspace. · lockkeeper.yaml', severity: 'warning' },
    ],
    [
      [BROKEN],
      'Lockkeeper: the policy has 1 problem',
      { why: 'lockkeeper.yaml · lockkeeper.yaml is not a valid policy', severity: 'error' },
    ],
    [
      [{ ...SHOP, problem: 'Checking a.sql took too long.' }],
      'Lockkeeper: not judged',
      { why: 'Checking a.sql took too long.', severity: 'error' },
    ],
    [
      [{ ...SHOP, crashed: ['docs/encoding: boom'] }],
      'Lockkeeper: 1 rule crashed',
      { why: 'docs/encoding: boom', severity: 'error' },
    ],
    [
      [{ ...SHOP, coverage: { judgedNothing: true, sentences: ['Judged 0 files of the tree.'] } }],
      'Lockkeeper: nothing judged',
      { why: 'Judged 0 files of the tree.', severity: 'warning' },
    ],
    [[NOTES], 'Lockkeeper: no policy', { why: 'This folder has no lockkeeper.yaml', severity: 'warning' }],
    // The broken one is seen whichever file is open, and named.
    [
      [SHOP, BROKEN],
      'Lockkeeper: the policy has 1 problem (quay)',
      { why: 'is not a valid policy', severity: 'error' },
    ],
    [
      [UNJUDGED, BROKEN],
      'Lockkeeper: the policy has 1 problem (quay)',
      { why: 'is not a valid policy', severity: 'error' },
    ],
  ])('of %o says %s', (folders, text, { why, severity }) => {
    expect(of(folders)).toMatchObject({ text, severity, tooltip: expect.stringContaining(why) });
  });

  test.each<[ServerPhase, string | undefined]>([
    ['off', 'Lockkeeper is off'],
    ['starting', undefined],
    ['restarting', undefined],
    ['failed', 'Lockkeeper did not start'],
    ['crashed', 'Lockkeeper has crashed'],
  ])('while the server is %s says %s', (phase, text) => {
    expect(of([SHOP], phase)?.text).toBe(text);
  });
});

function of(folders: readonly FolderStatus[], phase: ServerPhase = 'running') {
  return alarmOf({
    phase,
    status: { version: '1.2.3', folders },
    trusted: true,
    nameOf: (uri) => uri.slice(uri.lastIndexOf('/') + 1),
  });
}
