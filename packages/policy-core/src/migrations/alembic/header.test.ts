import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { tracedFileOf } from '../../testing/python-source.ts';
import { readHeader } from './header.ts';
import type { HeaderValue } from './revision-header.ts';

const parsers = await testParsers();

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
    [
      'beside a column of that name',
      'revision = "ab12"\nclass File(Base):\n    revision = sa.Column()',
      'ab12',
    ],
    [
      'beside a column of that name in a decorated class',
      'revision = "ab12"\n@dataclass\nclass File:\n    revision = 1',
      'ab12',
    ],
    ['a chain', 'revision = identifier = "ab12"', 'ab12'],
    ['a condition around', 'if True:\n    revision = "ab12"', 'ab12'],
    ['the same value twice', 'revision = "ab12"\nrevision = "ab12"', 'ab12'],
    ['the same in both branches', 'if x:\n    revision = "ab12"\nelse:\n    revision = "ab12"', 'ab12'],
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
    ['a column of that name', 'class File(Base):\n    revision = "ab12"'],
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
    ['nothing, twice', 'down_revision = None\ndown_revision = None', []],
    ['the same ones twice', 'down_revision = ("a", "b")\ndown_revision = ("a", "b")', ['a', 'b']],
    ['the same ones in another form', 'down_revision = "a"\ndown_revision = ("a",)', undefined],
    ['one, and a type alone', 'down_revision: str\ndown_revision = "a"', ['a']],
    ['one, and one that is not known', 'down_revision = "a"\ndown_revision = latest()', undefined],
    ['one, and one of two', 'down_revision = "a"\ndown_revision = ("a", "b")', undefined],
    ['missing', 'revision = "a"', undefined],
    ['a comprehension', 'down_revision = tuple(x for x in y)', undefined],
  ])('is read: %s', (_, text, downRevisions) => {
    expect(downRevisionsOf(`${text}\n`)).toEqual(downRevisions);
  });
});

describe('Values of a header', () => {
  const shown = (text: string, value: HeaderValue) => {
    if (value.kind === 'absent') return 'absent';
    const source = text.slice(value.start, value.end);
    if (value.kind === 'dynamic') return ['dynamic', value.source, source];
    return [value.form, source, ...value.ids.map(({ start, end }) => text.slice(start, end))];
  };
  const downRevisionIn = (text: string) => shown(text, header(text).downRevision);

  it.each<[string, string, string[]]>([
    ['None', 'down_revision = None', ['none', 'None']],
    ['None with a type', 'down_revision: Union[str, None] = None', ['none', 'None']],
    ['one', 'down_revision = "a"', ['text', '"a"', '"a"']],
    ['one with a type', "down_revision: str | None = 'a'", ['text', "'a'", "'a'"]],
    ['one in parentheses', 'down_revision = ("a")', ['text', '("a")', '"a"']],
    ['nothing between the quotes', "down_revision = ''", ['text', "''", "''"]],
    ['literals in a row', 'down_revision = "a" "b"', ['text', '"a" "b"', '"a" "b"']],
    ['a tuple', 'down_revision = ("a", "b")', ['list', '("a", "b")', '"a"', '"b"']],
    ['a tuple of one', 'down_revision = ("a",)', ['list', '("a",)', '"a"']],
    ['a tuple of none', 'down_revision = ()', ['list', '()']],
    ['no parentheses', 'down_revision = "a", "b"', ['list', '"a", "b"', '"a"', '"b"']],
    ['a list', "down_revision = ['a', 'b']", ['list', "['a', 'b']", "'a'", "'b'"]],
    ['a set', 'down_revision = {"a", "b"}', ['list', '{"a", "b"}', '"a"', '"b"']],
    ['two names at once', 'revision, down_revision = "b", "a"', ['text', '"a"', '"a"']],
    [
      'two names at once, and a merge',
      'revision, down_revision = "c", ("a", "b")',
      ['list', '("a", "b")', '"a"', '"b"'],
    ],
    ['a name', 'PARENT = "a"\ndown_revision = PARENT', ['text', 'PARENT', '"a"']],
    [
      'a name in a tuple',
      'PARENT = "a"\ndown_revision = (PARENT, "b")',
      ['list', '(PARENT, "b")', 'PARENT', '"b"'],
    ],
    [
      'a name for a tuple',
      'PARENTS = ("a", "b")\ndown_revision = PARENTS',
      ['list', 'PARENTS', '"a"', '"b"'],
    ],
  ])('are known, and where they stand: %s', (_, text, value) => {
    expect(downRevisionIn(`${text}\n`)).toEqual(value);
  });

  it.each<[string, string, string]>([
    ['a call', 'down_revision = find()', 'find()'],
    ['an unknown name', 'down_revision = PARENT', 'PARENT'],
    ['a number', 'down_revision = 12', '12'],
    ['a choice', 'down_revision = "a" if x else "b"', '"a" if x else "b"'],
    ['a list that is spread', 'down_revision = ("a", *more)', '("a", *more)'],
    ['None in a list', 'down_revision = ("a", None)', '("a", None)'],
    ['a tuple that is made', 'down_revision = tuple(x)', 'tuple(x)'],
    ['an import', 'from base import down_revision', 'down_revision'],
    ['two values', 'down_revision = "a"\ndown_revision = "b"', 'down_revision'],
    ['a value that grows', 'down_revision = "a"\ndown_revision += "b"', 'down_revision'],
    ['bytes', 'down_revision = b"a"', 'b"a"'],
  ])('are dynamic, and where they stand: %s', (_, text, source) => {
    expect(downRevisionIn(`${text}\n`)).toEqual(['dynamic', source, source]);
  });

  it.each(['', 'down_revision: str', '"""down_revision = 1"""', 'def f():\n    down_revision = "a"'])(
    'are absent: %j',
    (text) => {
      expect(downRevisionIn(`${text}\n`)).toBe('absent');
    },
  );

  it('of labels and dependencies are read the same way', () => {
    const text = 'branch_labels = ("expand",)\ndepends_on: str = "9848d0149abd"\n';
    const { branchLabels, dependsOn } = header(text);
    expect(shown(text, branchLabels)).toEqual(['list', '("expand",)', '"expand"']);
    expect(shown(text, dependsOn)).toEqual(['text', '"9848d0149abd"', '"9848d0149abd"']);
  });

  it('of a file as Alembic writes it are all there', () => {
    const text = [
      'revision: str = "ab12"',
      'down_revision: Union[str, Sequence[str], None] = "99ff"',
      'branch_labels: Union[str, Sequence[str], None] = None',
      'depends_on: Union[str, Sequence[str], None] = None\n',
    ].join('\n');
    const { revision, downRevision, branchLabels, dependsOn } = header(text);
    expect([revision, downRevision, branchLabels, dependsOn].map((value) => shown(text, value))).toEqual([
      ['text', '"ab12"', '"ab12"'],
      ['text', '"99ff"', '"99ff"'],
      ['none', 'None'],
      ['none', 'None'],
    ]);
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
