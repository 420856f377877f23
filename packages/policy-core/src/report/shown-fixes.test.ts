import { describe, expect, test } from 'vitest';

import type { Fix } from '../model/fix.ts';
import { shownFixes } from './shown-fixes.ts';

function writing(...texts: readonly string[]): Fix {
  const start = { line: 0, character: 0 };
  const edits = texts.map((text) => ({ path: 'r.lock', start, end: start, text }));
  return { title: 'Copy r.txt to r.lock', safety: 'needs-review', edits };
}

describe('a report', () => {
  test('carries what a fix would write', () => {
    const fixes = [
      writing('a==1\n'),
      writing('--index-url https://git@x.example/\n', 'b @ https://x.example/b'),
    ];
    expect(shownFixes(fixes)).toEqual(fixes);
  });

  test('leaves out a fix that would write a password, in whichever file', () => {
    expect(shownFixes([writing('a==1\n', '--index-url https://ana:hunter2@x.example/\n')])).toEqual([]);
  });
});
