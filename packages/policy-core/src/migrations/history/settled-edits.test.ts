import { describe, expect, it } from 'vitest';

import { textContent, type FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { textOf } from '../../testing/text-of.ts';
import { graphOfFiles, revisionFiles } from './revision-files.ts';
import { settledEdits } from './settled-edits.ts';

const parsers = await testParsers();

type Texts = Readonly<Record<string, string>>;

const contents = (texts: Texts) =>
  new Map<string, Known<FileContent>>(
    Object.entries(texts).map(([path, text]) => [path, observed(textContent(text))]),
  );

/** What became of these texts: a line for each edit, and what an editor would underline. */
function told(was: Texts, now: Texts): readonly string[] {
  const files = revisionFiles(contents(now), { folders: ['v'], isRecursive: false }, { parsers });
  const graph = graphOfFiles(files, parsers);
  const edits = settledEdits({ by: 'release', texts: contents(was) }, { files, graph, parsers });
  if (!edits.known) return [edits.reason];
  return edits.value.map(({ id = '-', edit, at }) => {
    const detail =
      edit.kind === 'edited' ? edit.parts.join('+') : edit.kind === 'moved' ? `to ${edit.to}` : '';
    const shown = at === undefined ? '' : ` | ${textOf(now[at.path] ?? '', at)}`;
    return `${id} ${edit.kind} ${detail}`.trim() + shown;
  });
}

const A1 = [
  '"""add orders',
  '',
  'Revision ID: a1',
  '"""',
  'from alembic import op',
  'import sqlalchemy as sa',
  '',
  "revision = 'a1'",
  "down_revision = 'z0'",
  'TABLE = "orders"',
  '',
  'def add(name):',
  '    op.add_column(TABLE, sa.Column(name, sa.Text()))',
  '',
  'def upgrade():',
  '    add("note")',
  '    op.execute("UPDATE orders SET note = \'\'")',
  '',
  'def downgrade():',
  '    op.drop_column(TABLE, "note")',
  '',
].join('\n');

/** The text with one thing written otherwise. */
const edited = (...pairs: readonly (readonly [from: string | RegExp, to: string])[]) =>
  pairs.reduce((text, [from, to]) => text.replace(from, to), A1);

describe('what only changes the looks of a released revision', () => {
  it.each<[string, string]>([
    ['nothing at all', A1],
    ['another docstring', edited(['add orders', 'adds a note to orders'])],
    ['no docstring', edited([/^"""[^]*?"""\n/, ''])],
    ['comments', edited(['    add("note")', '    # first\n    add("note")  # the note'])],
    ['blank lines', edited(['def upgrade', '\n\ndef upgrade'])],
    ['other quotes', edited(["'a1'", '"a1"'], ["'z0'", '"z0"'])],
    [
      'types',
      edited(["revision = 'a1'", "revision: str = 'a1'"], ['def upgrade():', 'def upgrade() -> None:']),
    ],
    ['line ends', A1.replaceAll('\n', '\r\n')],
    [
      'a trailing comma and a line break',
      edited(['sa.Column(name, sa.Text())', 'sa.Column(\n        name, sa.Text(),\n    )']),
    ],
    ['indentation', A1.replaceAll('    ', '  ')],
    [
      'the order of imports',
      edited([
        'from alembic import op\nimport sqlalchemy as sa',
        'import sqlalchemy as sa\nfrom alembic import op',
      ]),
    ],
    ['parentheses', edited(['add("note")', '(add("note"))'])],
    ['a literal in two pieces', edited(['"UPDATE orders SET note', '"UPDATE orders " "SET note'])],
  ])('%s', (_, now) => {
    expect(told({ 'v/a1.py': A1 }, { 'v/a1.py': now })).toEqual([]);
  });
});

describe('what changes a released revision', () => {
  it.each<[string, string, string]>([
    ['what upgrade runs', edited(['add("note")', 'add("remark")']), 'a1 edited upgrade | upgrade'],
    ['its SQL', edited(["= ''", '= 1']), 'a1 edited upgrade | upgrade'],
    [
      'the order of its statements',
      edited([/( {4}add\("note"\)\n)(.*\n)/, '$2$1']),
      'a1 edited upgrade | upgrade',
    ],
    ['downgrade', edited(['op.drop_column(TABLE, "note")', 'pass']), 'a1 edited downgrade | downgrade'],
    [
      'both',
      edited(['add("note")', 'pass'], ['op.drop_column(TABLE, "note")', 'pass']),
      'a1 edited upgrade+downgrade | upgrade',
    ],
    ['its parent', edited(["'z0'", "'y9'"]), "a1 edited parents | 'y9'"],
    ['more parents', edited(["'z0'", "('z0', 'y9')"]), "a1 edited parents | ('z0', 'y9')"],
    ['no parent', edited(["'z0'", 'None']), 'a1 edited parents | None'],
    ['a constant', edited(['TABLE = "orders"', 'TABLE = "invoices"']), 'a1 edited other | '],
    ['a helper', edited(['sa.Text()', 'sa.String(20)']), 'a1 edited other | '],
    [
      'another module under the same name',
      edited(['import sqlalchemy as sa', 'import shop.types as sa']),
      'a1 edited other | ',
    ],
    ['its downgrade is gone', edited([/def downgrade[^]*/, '']), 'a1 edited downgrade | '],
    ['it is no Python any more', edited(['def upgrade():', 'def upgrade(']), 'a1 edited other | '],
  ])('%s', (_, now, expected) => {
    expect(told({ 'v/a1.py': A1 }, { 'v/a1.py': now })).toEqual([expected]);
  });

  it('may be another id', () => {
    const now = edited([/'a1'/, "'a2'"]);
    expect(told({ 'v/a1.py': A1 }, { 'v/a1.py': now })).toEqual(["a1 edited revision | 'a2'"]);
  });
});

describe('where a released revision has gone', () => {
  const other = edited([/'a1'/, "'b2'"]);

  it.each<[string, Texts, readonly string[]]>([
    ['nowhere', {}, ['a1 deleted']],
    ['out of the version folder', { 'old/a1.py': A1 }, ['a1 deleted']],
    ['to another name', { 'v/a1_orders.py': A1 }, ['a1 moved to v/a1_orders.py | ']],
    [
      'to another name, with other code',
      { 'v/new.py': edited(['add("note")', 'pass']) },
      ['a1 moved to v/new.py | ', 'a1 edited upgrade | upgrade'],
    ],
    [
      'to another name, and another revision to its place',
      { 'v/a1.py': other, 'v/new.py': A1 },
      ['a1 moved to v/new.py | '],
    ],
    ['nowhere, and another revision is in its place', { 'v/a1.py': other }, ["a1 edited revision | 'b2'"]],
    ['into a copy, beside itself', { 'v/a1.py': A1, 'v/a1_copy.py': A1 }, []],
    ['to a name that Alembic does not load', { 'v/__init__.py': A1 }, ['a1 deleted']],
  ])('%s', (_, now, expected) => {
    expect(told({ 'v/a1.py': A1 }, now)).toEqual(expected);
  });

  it('is told for each of several', () => {
    const was = { 'v/a1.py': A1, 'v/b2.py': other };
    expect(told(was, { 'v/a1.py': other, 'v/b2.py': A1 })).toEqual([
      'a1 moved to v/b2.py | ',
      'b2 moved to v/a1.py | ',
    ]);
    expect(told(was, {})).toEqual(['a1 deleted', 'b2 deleted']);
  });
});

describe('what was at the release', () => {
  it('does not matter where it was no text', () => {
    const texts = new Map<string, Known<FileContent>>([
      ['v/a.py', observed({ kind: 'absent' })],
      ['v/b.py', observed({ kind: 'unreadable', problem: 'it is not valid UTF-8' })],
    ]);
    const now = { files: new Map(), graph: graphOfFiles(new Map(), parsers), parsers };
    expect(settledEdits({ by: 'base', texts }, now)).toEqual(observed([]));
  });

  it('is not known at all where one text is not', () => {
    const texts = [['v/a.py', unobserved('git failed')]] as const;
    const now = { files: new Map(), graph: graphOfFiles(new Map(), parsers), parsers };
    expect(settledEdits({ by: 'base', texts }, now)).toEqual(
      unobserved('what v/a.py was is not known: git failed'),
    );
  });
});
