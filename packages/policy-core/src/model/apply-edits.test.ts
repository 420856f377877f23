import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { applyEdits, applyFixes } from './apply-edits.ts';
import type { Fix, TextEdit } from './fix.ts';
import { spansIn } from './source-span.ts';

function edit(text: string, [from, to]: readonly [number, number], by: string): TextEdit {
  const { start, end } = spansIn('a.txt', text).span(from, to);
  return { path: 'a.txt', start, end, text: by };
}

function inB(edited: TextEdit): TextEdit {
  return { ...edited, path: 'b.txt' };
}

function fix(title: string, ...edits: readonly TextEdit[]): Fix {
  return { title, safety: 'safe', edits };
}

describe('edits of one text', () => {
  test('are all placed in the text as it was before any of them', () => {
    const text = 'one two\nthree';
    expect(
      applyEdits(text, [edit(text, [0, 3], '1'), edit(text, [8, 13], '3'), edit(text, [4, 7], '2')]),
    ).toBe('1 2\n3');
  });

  test('keep their order where two insert at one place', () => {
    expect(applyEdits('x', [edit('x', [1, 1], 'a'), edit('x', [1, 1], 'b')])).toBe('xab');
  });

  test('may remove a last line that has no line end', () => {
    const text = 'a\nb';
    expect(
      applyEdits(text, [
        { path: 'a', start: { line: 1, character: 0 }, end: { line: 2, character: 0 }, text: '' },
      ]),
    ).toBe('a\n');
  });

  test('give the same text in whatever order they come', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.uniqueArray(fc.nat(50), { maxLength: 8 }),
        fc.string(),
        (text, cuts, by) => {
          fc.pre(!/[\r\n]/.test(text));
          const points = cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b);
          const edits = [...new Set(points)].flatMap((point, index, all) =>
            index % 2 === 1 ? [edit(text, [all[index - 1] ?? 0, point], by)] : [],
          );
          expect(applyEdits(text, edits.toReversed())).toBe(applyEdits(text, edits));
        },
      ),
    );
  });
});

describe('fixes', () => {
  const text = 'flask>=2\n';

  test('change every file they speak of', () => {
    const both = fix('both', edit(text, [5, 8], '==2'), inB(edit('x', [0, 1], 'y')));
    expect(applyFixes({ 'a.txt': text, 'b.txt': 'x' }, [both])).toEqual({
      texts: { 'a.txt': 'flask==2\n', 'b.txt': 'y' },
      applied: [both],
      postponed: [],
    });
  });

  test('that touch the same text wait for another round, whole', () => {
    const first = fix('first', edit(text, [5, 8], '==2'));
    const second = fix('second', edit(text, [0, 8], 'flask'), inB(edit('x', [0, 1], 'y')));
    expect(applyFixes({ 'a.txt': text, 'b.txt': 'x' }, [first, second])).toEqual({
      texts: { 'a.txt': 'flask==2\n' },
      applied: [first],
      postponed: [second],
    });
  });

  test('of a file that was not given are not applied', () => {
    const elsewhere = fix('elsewhere', { ...edit('x', [0, 1], 'y'), path: 'c.txt' });
    expect(applyFixes({ 'a.txt': text }, [elsewhere])).toEqual({
      texts: {},
      applied: [],
      postponed: [elsewhere],
    });
  });

  const start = { line: 0, character: 0 };
  const making = (by: string): TextEdit => ({ path: 'c.txt', start, end: start, text: by, creates: true });

  test('that make a file are applied where there is none', () => {
    const made = fix('made', making('a==1\n'));
    expect(applyFixes({ 'a.txt': text }, [made])).toEqual({
      texts: { 'c.txt': 'a==1\n' },
      applied: [made],
      postponed: [],
    });
  });

  test('that make a file are not applied where there is one', () => {
    const made = fix('made', making('a==1\n'));
    expect(applyFixes({ 'c.txt': '' }, [made])).toEqual({ texts: {}, applied: [], postponed: [made] });
  });

  test('that make one file twice are applied once', () => {
    const [first, second] = [fix('first', making('a==1\n')), fix('second', making('b==1\n'))];
    expect(applyFixes({}, [first, second])).toEqual({
      texts: { 'c.txt': 'a==1\n' },
      applied: [first],
      postponed: [second],
    });
  });

  test('that make a file of an odd name are applied as any other', () => {
    const made = fix('made', { ...making('x'), path: 'constructor' });
    expect(applyFixes({}, [made]).applied).toEqual([made]);
  });
});
