import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import type { Parsers } from '../parsers/parsers.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { tracedFileOf } from '../testing/python-source.ts';
import { readHeader } from './header.ts';
import type { HeaderValue } from './revision-header.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

const header = (text: string) => readHeader(tracedFileOf(parsers, text));
const idsOf = (value: HeaderValue) => (value.kind === 'ids' ? value.ids.map(({ id }) => id) : undefined);
const revisionOf = (text: string) => {
  const { revision } = header(text);
  return revision.kind === 'ids' && revision.form === 'text' ? idsOf(revision)?.join() : undefined;
};
const downRevisionsOf = (text: string) => idsOf(header(text).downRevision);

describe('The name of a revision', () => {
  it.each<[string, string, string | undefined]>([
    ['double quotes', 'revision = "ab12"', 'ab12'],
    ['single quotes', "revision = 'ab12'", 'ab12'],
    ['triple quotes', 'revision = """ab12"""', 'ab12'],
    ['a raw literal', 'revision = r"ab\\12"', 'ab\\12'],
    ['a Unicode literal', 'revision = u"ab12"', 'ab12'],
    ['a type', 'revision: str = "ab12"', 'ab12'],
    ['a type from typing', 'revision: Final[str] = "ab12"', 'ab12'],
    ['parentheses', 'revision = ("ab12")', 'ab12'],
    ['literals in a row', 'revision = "ab" "12"', 'ab12'],
    ['a sum', 'revision = "ab" + "12"', 'ab12'],
    ['a name for a literal', 'ID = "ab12"\nrevision = ID', 'ab12'],
    ['an f-string of literals', 'N = "12"\nrevision = f"ab{N}"', 'ab12'],
    ['an escape', String.raw`revision = "ab\x31\x32"`, 'ab12'],
    ['letters of other alphabets', 'revision = "größe_訂單_😀"', 'größe_訂單_😀'],
    ['an empty name', 'revision = ""', ''],
    ['two names at once', 'revision, down_revision = "ab12", None', 'ab12'],
    ['a chain', 'revision = identifier = "ab12"', 'ab12'],
    ['a condition around', 'if True:\n    revision = "ab12"', 'ab12'],
    ['a comment behind', 'revision = "ab12"  # the first', 'ab12'],
    ['a line continued', 'revision = \\\n    "ab12"', 'ab12'],
    ['Windows line ends', '"""x"""\r\nrevision = "ab12"\r\n', 'ab12'],
    ['a byte order mark', '\uFEFFrevision = "ab12"', 'ab12'],
  ])('is read: %s', (_, text, revision) => {
    expect(revisionOf(text)).toBe(revision);
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['only in the docstring', '"""Revision ID: ab12"""'],
    ['only in a comment', '# revision = "ab12"'],
    ['a type alone', 'revision: str'],
    ['a number', 'revision = 12'],
    ['bytes', 'revision = b"ab12"'],
    ['None', 'revision = None'],
    ['a call', 'revision = make()'],
    ['an unknown name', 'revision = ID'],
    ['an f-string with a hole', 'revision = f"ab{make()}"'],
    ['two values', 'revision = "a"\nrevision = "b"'],
    ['two branches', 'if x:\n    revision = "a"\nelse:\n    revision = "b"'],
    ['a value that grows', 'revision = "a"\nrevision += "b"'],
    ['a value that is deleted', 'revision = "a"\ndel revision'],
    ['an import', 'from ids import revision'],
    ['a function of that name', 'def revision(): pass'],
    ['a local value', 'def f():\n    revision = "a"'],
    ['a shared value', 'revision = "a"\ndef f():\n    global revision\n    revision = "b"'],
    ['a member', 'self.revision = "a"'],
    ['an unpacked value', 'revision, *rest = parts'],
    ['a loop', 'for revision in ("a", "b"): pass'],
    ['itself', 'revision = revision'],
  ])('is not known: %s', (_, text) => {
    expect(revisionOf(`${text}\n`)).toBeUndefined();
  });
});

describe('What a revision comes after', () => {
  it.each<[string, string, readonly string[] | undefined]>([
    ['nothing', 'down_revision = None', []],
    ['nothing, with a type', 'down_revision: Union[str, None] = None', []],
    ['nothing, in parentheses', 'down_revision = (None)', []],
    ['an empty merge', 'down_revision = ()', []],
    ['one', 'down_revision = "a"', ['a']],
    ['one, with a type', 'down_revision: str | None = "a"', ['a']],
    ['one in a tuple', 'down_revision = ("a",)', ['a']],
    ['two', 'down_revision = ("a", "b")', ['a', 'b']],
    ['two in a list', 'down_revision = ["a", "b"]', ['a', 'b']],
    ['two in a set', 'down_revision = {"a", "b"}', ['a', 'b']],
    ['two without parentheses', 'down_revision = "a", "b"', ['a', 'b']],
    ['over lines', 'down_revision = (\n    "a",  # one\n    "b",\n)', ['a', 'b']],
    ['names', 'A = "a"\ndown_revision = (A, "b")', ['a', 'b']],
    ['an unknown name', 'down_revision = OTHER', undefined],
    ['one unknown of two', 'down_revision = ("a", OTHER)', undefined],
    ['a list that is spread', 'down_revision = ("a", *more)', undefined],
    ['a number', 'down_revision = 12', undefined],
    ['a call', 'down_revision = latest()', undefined],
    ['a type alone', 'down_revision: str', undefined],
    ['two values', 'down_revision = "a"\ndown_revision = "b"', undefined],
    ['missing', 'revision = "a"', undefined],
    ['a comprehension', 'down_revision = tuple(x for x in y)', undefined],
  ])('is read: %s', (_, text, downRevisions) => {
    expect(downRevisionsOf(`${text}\n`)).toEqual(downRevisions);
  });
});

describe('Any header', () => {
  const names = fc.stringMatching(/^[A-Za-z0-9_.-]{1,24}$/);
  const quoted = (name: string, quote: string) => `${quote}${name}${quote}`;
  const quotes = fc.constantFrom('"', "'", '"""', "'''");

  it('is read whatever the names and the quotes are', () => {
    fc.assert(
      fc.property(names, fc.array(names, { maxLength: 4 }), quotes, (revision, down, quote) => {
        const list = down.map((name) => `${quoted(name, quote)}, `).join('');
        const text = `revision = ${quoted(revision, quote)}\ndown_revision = (${list})\n`;
        expect([revisionOf(text), downRevisionsOf(text)]).toEqual([revision, down]);
      }),
    );
  });

  it('does not change with what stands around it', () => {
    const around = fc.array(
      fc.constantFrom(
        '# revision = "other"',
        '"""revision = 1"""',
        'import revision_tools',
        'branch_labels = None',
        'depends_on = ("revision",)',
        'def revision_of(x): return x',
        'print("down_revision")',
        '',
      ),
    );
    fc.assert(
      fc.property(around, around, (before, after) => {
        const text = [...before, 'revision = "a"', 'down_revision = "b"', ...after].join('\n');
        expect([revisionOf(text), downRevisionsOf(text)]).toEqual(['a', ['b']]);
      }),
    );
  });
});
