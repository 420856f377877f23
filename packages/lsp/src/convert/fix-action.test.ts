import type { Fix } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { LOCK, SOURCE, unpinned } from '../testing/sample-verdict.ts';
import { fixAll, fixRule, quickFix } from './fix-action.ts';
import type { EditTargets } from './workspace-edit.ts';

const TARGETS: EditTargets = { uriOf: (path) => path, versionOf: () => null };
const DIAGNOSTIC = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } },
  message: 'Wrong.',
};

describe('a quick fix', () => {
  const [safe] = unpinned(0).fixes;

  test('that is safe is preferred', () => {
    expect(safe && quickFix(safe, DIAGNOSTIC, { targets: TARGETS, shows: true })).toMatchObject({
      title: 'Pin to flask==2.3.2',
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [DIAGNOSTIC],
    });
  });

  test('that needs a look says so and is not preferred', () => {
    const action =
      safe && quickFix({ ...safe, safety: 'needs-review' }, DIAGNOSTIC, { targets: TARGETS, shows: true });
    expect(action?.title).toBe('Pin to flask==2.3.2 (review)');
    expect(action?.isPreferred).toBeUndefined();
  });
});

describe('a quick fix that makes a file', () => {
  const start = { line: 0, character: 0 };
  const fix: Fix = {
    title: 'Create a revision',
    safety: 'needs-review',
    edits: [
      { path: SOURCE, start, end: start, text: 'x' },
      { path: LOCK, start, end: start, text: 'y', creates: true },
    ],
  };

  test('has the client show it once it is made', () => {
    const { edit, command } = quickFix(fix, DIAGNOSTIC, { targets: TARGETS, shows: true });
    expect(edit?.documentChanges?.[0]).toMatchObject({ kind: 'create', uri: LOCK });
    expect(command).toEqual({ title: 'Show the file', command: 'lockkeeper.server.show', arguments: [LOCK] });
  });

  test('leaves it to a client that shows none', () => {
    expect(quickFix(fix, DIAGNOSTIC, { targets: TARGETS, shows: false })).not.toHaveProperty('command');
  });

  test('is the only kind that shows something', () => {
    const edits = fix.edits.slice(0, 1);
    expect(quickFix({ ...fix, edits }, DIAGNOSTIC, { targets: TARGETS, shows: true })).not.toHaveProperty(
      'command',
    );
  });
});

describe('fixing everything', () => {
  const insertion = (line: number, path: string, text: string): Fix => ({
    title: 'Insert',
    safety: 'safe',
    edits: [{ path, start: { line, character: 0 }, end: { line, character: 0 }, text }],
  });
  const replacement = (from: number, to: number, text: string): Fix => ({
    title: 'Replace',
    safety: 'safe',
    edits: [{ path: SOURCE, start: { line: 0, character: from }, end: { line: 0, character: to }, text }],
  });
  const textsOf = (...fixes: readonly (readonly Fix[])[]) =>
    fixAll(
      fixes.map((each, line) => unpinned(line, { fixes: each })),
      TARGETS,
    )?.edit?.documentChanges?.flatMap((change) =>
      'edits' in change ? change.edits.map((edit) => ('newText' in edit ? edit.newText : '')) : [],
    );

  test('takes the safe fixes only', () => {
    const review: Fix = { ...insertion(5, SOURCE, 'c'), safety: 'needs-review' };
    expect(textsOf([insertion(0, SOURCE, 'a')], [review], [review, insertion(1, LOCK, 'b')])).toEqual([
      'a',
      'b',
    ]);
  });

  test('takes one fix of each finding', () => {
    expect(textsOf([insertion(0, SOURCE, 'a'), insertion(9, SOURCE, 'b')])).toEqual(['a']);
  });

  test('leaves a fix that touches what another changes for the next time', () => {
    expect(textsOf([replacement(0, 5, 'a')], [replacement(4, 8, 'b')], [replacement(8, 9, 'c')])).toEqual([
      'a',
      'c',
    ]);
  });

  test('keeps two insertions at one place', () => {
    expect(textsOf([insertion(3, LOCK, 'a')], [insertion(3, LOCK, 'b')])).toEqual(['a', 'b']);
  });

  test('is not offered when there is nothing that is safe', () => {
    expect(fixAll([unpinned(0, { fixes: [] })], TARGETS)).toBeUndefined();
  });
});

describe('fixing all that break one rule', () => {
  const RULE = 'dependencies/requirements-pinned';
  const other = (line: number) => unpinned(line, { rule: 'dependencies/lock-in-sync' });
  const asked = (...inFile: readonly ReturnType<typeof unpinned>[]) =>
    fixRule({ rule: RULE, inFile }, DIAGNOSTIC, TARGETS);

  test('is one change with the first safe fix of each, and of no other rule', () => {
    const action = asked(unpinned(0), other(1), unpinned(2));
    expect(action).toMatchObject({
      title: 'Fix all dependencies/requirements-pinned problems in this file',
      kind: 'quickfix',
      diagnostics: [DIAGNOSTIC],
    });
    expect(action?.isPreferred).toBeUndefined();
    expect(linesIn(action)).toEqual([0, 2]);
  });

  test('is not offered where it would fix one only', () => {
    const [safe] = unpinned(1).fixes;
    const review = safe ? [{ ...safe, safety: 'needs-review' as const }] : [];
    expect(asked(unpinned(0), unpinned(1, { fixes: review }), other(2), other(3))).toBeUndefined();
  });

  test('looks at each edit of thousands a few times', () => {
    let looks = 0;
    const many = Array.from({ length: 5_000 }, (_, line) => {
      const start = { line, character: 5 };
      const edit = {
        get path() {
          looks += 1;
          return SOURCE;
        },
        start,
        end: start,
        text: '==2.3.2',
      };
      return unpinned(line, { fixes: [{ title: 'Pin it', safety: 'safe', edits: [edit] }] });
    });
    expect(linesIn(asked(...many))).toHaveLength(5_000);
    expect(looks).toBeLessThan(10 * many.length);
  });

  function linesIn(action: ReturnType<typeof asked>): readonly number[] {
    return (action?.edit?.documentChanges ?? []).flatMap((change) =>
      'edits' in change ? change.edits.map(({ range }) => range.start.line) : [],
    );
  }
});
