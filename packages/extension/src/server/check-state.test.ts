import { describe, expect, test } from 'vitest';

import type { FolderStatus } from '@lockkeeper/lsp/protocol';

import { scopeMessage } from '../views/scope-message.ts';
import { checkStateOf, listScopeOf } from './check-state.ts';
import type { ServerPhase } from './status-text.ts';

const SOUND: FolderStatus = {
  folder: 'file:///home/ada/shop',
  policy: { uri: 'file:///home/ada/shop/lockkeeper.yaml', problems: 0 },
  branch: 'main',
  waiting: [],
  findings: 0,
  errors: 0,
  warnings: 0,
  judged: '2026-03-01T12:03:00.000Z',
};
const NOTES: FolderStatus = { ...SOUND, folder: 'file:///home/ada/notes', policy: null };

describe('an empty list of findings', () => {
  test.each<[string, readonly FolderStatus[]]>([
    ['one folder is judged', [SOUND]],
    ['one of two folders has a policy', [NOTES, SOUND]],
  ])('means that nothing was found where %s', (_what, folders) => {
    expect(of(folders)).toEqual({ policies: 'some', isJudging: true });
  });

  test.each<[string, Partial<FolderStatus>]>([
    ['the policy has problems', { policy: { uri: 'file:///home/ada/shop/lockkeeper.yaml', problems: 1 } }],
    ['a check took too long', { problem: 'Checking a.py took too long, so it was stopped.' }],
    ['a rule crashed', { crashed: ['migrations/drop-table: out of memory'] }],
  ])('means nothing where %s, in one folder of several', (_what, given) => {
    expect(of([SOUND, { ...SOUND, ...given }])).toEqual({ policies: 'some', isJudging: false });
  });

  test('means nothing before a file was looked at', () => {
    const { judged, ...unjudged } = SOUND;
    expect(judged).toBeDefined();
    expect(of([SOUND, unjudged])).toEqual({ policies: 'some', isJudging: false });
  });

  test.each<ServerPhase>(['off', 'starting', 'restarting', 'failed', 'crashed'])(
    'means nothing while the server is %s',
    (phase) => {
      expect(checkStateOf(phase, undefined)).toEqual({ policies: undefined, isJudging: false });
      expect(of([SOUND], phase).isJudging).toBe(false);
    },
  );

  test('is there for want of a policy where no folder has one', () => {
    expect(of([NOTES])).toEqual({ policies: 'none', isJudging: false });
    expect(of([])).toEqual({ policies: 'none', isJudging: false });
  });
});

describe('a list of findings says which files it is about', () => {
  const COVERAGE = { judgedNothing: false, sentences: [] };
  const open = 'Of open files only. Check the workspace to judge every file.';
  test.each<[readonly FolderStatus[] | undefined, string]>([
    [undefined, open],
    [[SOUND], open],
    [[NOTES], open],
    [[{ ...SOUND, coverage: COVERAGE }, NOTES], ''],
    [[{ ...SOUND, coverage: COVERAGE }, SOUND], open],
    [
      [
        { ...SOUND, coverage: COVERAGE },
        { ...SOUND, problem: 'lockkeeper.yaml is not a valid policy.' },
      ],
      'lockkeeper.yaml is not a valid policy.',
    ],
    [
      [{ ...SOUND, changed: { judged: 1, all: 1, isUnderWay: false } }, NOTES],
      'Of open and changed files only. Check the workspace to judge every file.',
    ],
    [
      [{ ...SOUND, changed: { judged: 2, all: 5, isUnderWay: true } }, SOUND],
      'Judging 5 changed files: 2 so far.',
    ],
    [
      [
        { ...SOUND, changed: { judged: 500, all: 612, isUnderWay: false } },
        { ...SOUND, changed: { judged: 1, all: 1, isUnderWay: false } },
      ],
      'Of open files and 501 of 613 changed files only. Check the workspace to judge every file.',
    ],
  ])('of %o: %s', (folders, message) => {
    const status = folders && { version: '1.2.3', folders };
    expect(scopeMessage(listScopeOf(status))).toBe(message);
  });
});

function of(folders: readonly FolderStatus[], phase: ServerPhase = 'running') {
  return checkStateOf(phase, { version: '1.2.3', folders });
}
