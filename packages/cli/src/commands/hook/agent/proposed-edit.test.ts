import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { editedText, type ProposedEdit } from './proposed-edit.ts';

const edit = (from: string, to: string, everywhere = false): ProposedEdit => ({
  kind: 'replacements',
  replacements: [{ from, to, everywhere }],
});

describe('the text after an edit', () => {
  test.each([
    ['one place', edit('b', 'B'), 'abc', 'aBc'],
    ['every place', edit('a', 'b', true), 'aXa', 'bXb'],
    ['a text with signs that mean something elsewhere', edit('a', '$& $1'), 'a', '$& $1'],
    ['a new file', edit('', 'x'), undefined, 'x'],
    ['an empty file', edit('', 'x'), '', 'x'],
    ['line ends of Windows, which the agent does not see', edit('a\nb', 'a\nc'), 'a\r\nb\r\n', 'a\r\nc\r\n'],
  ])('%s', (...[, given, before, after]) => {
    expect(editedText(given, before)).toBe(after);
  });

  test.each([
    ['what is not there', edit('z', 'y'), 'abc'],
    ['what is there twice', edit('a', 'y'), 'aa'],
    ['what is there twice, overlapping', edit('aa', 'y'), 'aaa'],
    ['a file that is not there', edit('a', 'b'), undefined],
    ['nothing, in a file that holds something', edit('', 'b'), 'a'],
    ['what nobody understands', { kind: 'unclear' } as const, 'a'],
  ])('there is none for %s', (_, given, before) => {
    expect(editedText(given, before)).toBeUndefined();
  });

  test('steps follow one another, and one that does not apply ends them all', () => {
    const steps = (...pairs: readonly (readonly [string, string])[]): ProposedEdit => ({
      kind: 'replacements',
      replacements: pairs.map(([from, to]) => ({ from, to, everywhere: false })),
    });
    expect(editedText(steps(['a', 'b'], ['b', 'c']), 'a')).toBe('c');
    expect(editedText(steps(['a', 'b'], ['a', 'c'], ['', 'x']), 'a')).toBeUndefined();
  });

  test('a whole text is what it is, whatever was there', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string(), { nil: undefined }), (text, before) => {
        expect(editedText({ kind: 'whole', text }, before)).toBe(text);
      }),
    );
  });

  test('replacing a unique piece changes nothing around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (head, tail, to) => {
        const text = `${head}«piece»${tail}`.replaceAll('\r', '');
        const after = editedText(edit('«piece»', to), text);
        expect(after).toBe(text.split('«piece»').join(to));
      }),
    );
  });
});
