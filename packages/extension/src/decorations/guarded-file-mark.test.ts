import { describe, expect, test } from 'vitest';

import type { FileGuard, GuardedFile } from '@lockkeeper/lsp/protocol';

import { fileMark } from './guarded-file-mark.ts';

const SECTION = guard('section', 'Section core: a change needs the label core-ok before merge');
const SCOPE = guard('scope', 'Not for agents: a change by agents may not touch it');

describe('the mark beside the name of a file', () => {
  test('is P where the file is protected, with the sentence of the policy', () => {
    expect(fileMark(file({ isProtected: true, guards: [SECTION] }))).toEqual({
      badge: 'P',
      tooltip: 'Section core: a change needs the label core-ok before merge.',
      kind: 'protected',
    });
  });

  test('is NA where only agents may not touch it', () => {
    expect(fileMark(file({ isDeniedToAgents: true, guards: [SCOPE] }))).toEqual({
      badge: 'NA',
      tooltip: 'Not for agents: a change by agents may not touch it.',
      kind: 'denied',
    });
  });

  test('is P where both hold, and says both', () => {
    const mark = fileMark(file({ isProtected: true, isDeniedToAgents: true, guards: [SECTION, SCOPE] }));
    expect(mark?.badge).toBe('P');
    expect(mark?.tooltip).toBe(
      'Section core: a change needs the label core-ok before merge. Not for agents: a change by agents may not touch it.',
    );
  });

  test('is absent where only people or automation are kept away', () => {
    const text = 'Not for automation: a change by automation may not touch it';
    expect(fileMark(file({ guards: [guard('scope', text)] }))).toBeUndefined();
  });

  test('is never longer than VS Code takes', () => {
    const marks = [file({ isProtected: true }), file({ isDeniedToAgents: true })].map(fileMark);
    expect(marks.every((mark) => mark !== undefined && mark.badge.length <= 2)).toBe(true);
  });
});

function file(given: Partial<GuardedFile>): GuardedFile {
  const uri = 'file:///home/ada/shop/core/ledger.py';
  return { uri, isProtected: false, isDeniedToAgents: false, guards: [SECTION], ...given };
}

function guard(kind: FileGuard['kind'], text: string): FileGuard {
  const start = { line: 4, character: 6 };
  const policy = { uri: 'file:///home/ada/shop/lockkeeper.yaml', range: { start, end: start } };
  return { kind, text, policy };
}
