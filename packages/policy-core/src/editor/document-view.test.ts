import { describe, expect, test } from 'vitest';

import type { SourceSpan } from '../model/source-span.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { openedDocument } from '../testing/opened-document.ts';
import { revisionTexts, type ShownRevision } from '../testing/read-history.ts';
import { documentView } from './document-view.ts';
import type { OutlineSymbol } from './document-annotations.ts';

const parsers = await testParsers();

const PATH = 'alembic/versions/b2_x.py';
const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/*.sql'] } };

const ORDERS: ShownRevision = {
  message: 'add orders',
  upgrade:
    'op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("note", sa.Text()))',
  downgrade: 'op.drop_table("orders")',
};

function textsOf(b2: ShownRevision): Readonly<Record<string, string>> {
  return revisionTexts({ a1: ORDERS, b2: { message: 'change', parents: '"a1"', ...b2 } });
}

function viewOf(texts: Readonly<Record<string, string>>, path = PATH) {
  return documentView(openedDocument({ path, texts, policy: POLICY, parsers }));
}

function shown(text: string | undefined, { start, end }: SourceSpan): string {
  const lines = (text ?? '').split('\n');
  if (start.line !== end.line) return `${lines[start.line]?.slice(start.character)} ...`;
  return lines[start.line]?.slice(start.character, end.character) ?? '';
}

/** Above what they stand, and what they say; `->` what they open. */
function lenses(b2: ShownRevision): readonly string[] {
  const texts = textsOf(b2);
  return viewOf(texts).lenses.map(
    ({ at, title, opens }) =>
      `${shown(texts[PATH], at)}: ${title}${opens === undefined ? '' : ` -> ${opens === 'history' ? 'the history' : opens.path}`}`,
  );
}

const STANDING = ['"b2": Builds on a1 (add orders) -> alembic/versions/a1_x.py', '"b2": Head -> the history'];

describe('the lenses of a revision', () => {
  test.each<[string, ShownRevision, readonly string[]]>([
    [
      'a column that any row may lack',
      {
        upgrade: 'op.add_column("orders", sa.Column("total", sa.Integer()))',
        downgrade: 'op.drop_column("orders", "total")',
      },
      ['Reversible', 'Trivial', 'Locks orders'],
    ],
    [
      'a column that goes',
      {
        upgrade: 'op.drop_column("orders", "note")',
        downgrade: 'op.add_column("orders", sa.Column("note", sa.Text()))',
      },
      ['Reversible in part', 'Not trivial', 'Loses data', 'Locks orders'],
    ],
    [
      'what nobody can take back',
      { upgrade: 'op.execute("UPDATE orders SET note = NULL")', downgrade: 'raise NotImplementedError' },
      ['Not reversible', 'Not trivial'],
    ],
    [
      'a table of its own, which nobody waits for',
      {
        upgrade:
          'op.create_table("people", sa.Column("id", sa.Integer(), primary_key=True))\nop.create_index("ix_people", "people", ["id"])',
        downgrade: 'op.drop_table("people")',
      },
      ['Reversible', 'Trivial'],
    ],
    [
      'several tables',
      {
        upgrade: ['d', 'c', 'b', 'a', 'e']
          .map((name) => `op.add_column("${name}", sa.Column("x", sa.Integer()))`)
          .join('\n'),
        downgrade: 'pass',
      },
      ['Not reversible', 'Trivial', 'Locks d, c, b and 2 more'],
    ],
    [
      'a condition',
      {
        upgrade: 'if op.get_context().as_sql:\n    op.add_column("orders", sa.Column("x", sa.Integer()))',
        downgrade: 'pass',
      },
      ['Not reversible', 'Trivial', 'May lock orders'],
    ],
    ['what nobody can read', { upgrade: 'op.execute(TEXT)', downgrade: 'pass' }, []],
  ])('tell of %s', (_, b2, costs) => {
    const [standing, rest] = [lenses(b2).slice(0, 2), lenses(b2).slice(2)];
    expect(standing).toEqual(STANDING);
    expect(rest).toEqual(costs.map((title) => `upgrade: ${title}`));
  });

  test('name every parent of a merge, and none that is not there as a place to go', () => {
    expect(lenses({ parents: '("a1", "gone")' }).slice(0, 3)).toEqual([
      '"b2": Builds on a1 (add orders) -> alembic/versions/a1_x.py',
      '"b2": Builds on gone',
      '"b2": Head -> the history',
    ]);
  });

  test('say which revision is the first', () => {
    expect(lenses({ parents: 'None' })[0]).toBe('"b2": First revision -> the history');
  });
});

describe('the links of a revision', () => {
  test('lead from the ids of others to their files', () => {
    const texts = textsOf({ parents: '("a1", "gone")', more: 'depends_on = "a1"' });
    expect(viewOf(texts).links.map(({ at, ...link }) => [shown(texts[PATH], at), link])).toEqual([
      ['"a1"', { opens: 'alembic/versions/a1_x.py', tooltip: 'Open a1 (add orders)' }],
      ['"a1"', { opens: 'alembic/versions/a1_x.py', tooltip: 'Open a1 (add orders)' }],
    ]);
  });
});

function outlined({ name, children }: OutlineSymbol): readonly unknown[] {
  return children.length === 0 ? [name] : [name, ...children.map(outlined)];
}

describe('the outline', () => {
  test('of a revision is what each direction does', () => {
    const texts = textsOf({
      upgrade: 'op.drop_column("orders", "note")\nop.execute(TEXT)',
      downgrade: 'op.add_column("orders", sa.Column("note", sa.Text()))',
    });
    expect(viewOf(texts).symbols.map(outlined)).toEqual([
      [
        'upgrade',
        ['Drops the column orders.note and every value in it'],
        [expect.stringMatching(/^Does something that is not known, because /)],
      ],
      ['downgrade', ['Adds the column orders.note (text, nullable)']],
    ]);
  });

  test('of SQL is its statements', () => {
    const path = 'db/V1__a.sql';
    const texts = { [path]: 'CREATE TABLE a (b int);\n\nDROP TABLE c;\n' };
    const { symbols } = viewOf(texts, path);
    expect(symbols.map(({ name, at }) => [name, shown(texts[path], at)])).toEqual([
      ['Creates the table a with 1 column, b', 'CREATE TABLE a (b int)'],
      ['Drops the table c and every row in it', 'DROP TABLE c'],
    ]);
  });
});

describe('a file of SQL', () => {
  test('says above its first statement what it locks', () => {
    const path = 'db/V1__a.sql';
    const texts = { [path]: '-- why\nALTER TABLE a ADD b int;\nCREATE INDEX ON c (d);\n' };
    const view = viewOf(texts, path);
    expect(view.lenses.map(({ at, title }) => [shown(texts[path], at), title])).toEqual([
      ['ALTER TABLE a ADD b int', 'Locks a, c'],
    ]);
    expect(view.links).toEqual([]);
  });
});

describe('nothing is shown', () => {
  const nothing = { lenses: [], links: [], symbols: [], hints: [] };

  test('of a file that is no migration', () => {
    expect(viewOf({ 'README.md': '# Shop' }, 'README.md')).toEqual(nothing);
  });

  test('of a revision that cannot be read', () => {
    expect(viewOf({ [PATH]: 'def upgrade(:' })).toEqual(nothing);
  });

  test('before the parsers are loaded', () => {
    const texts = textsOf({});
    const opened = openedDocument({ path: PATH, texts, policy: POLICY, parsers: undefined });
    expect(documentView(opened)).toEqual(nothing);
  });
});

test('a judged document is looked at once, and anew when it is judged again', () => {
  const texts = textsOf({ upgrade: 'op.drop_column("orders", "note")' });
  const opened = openedDocument({ path: PATH, texts, policy: POLICY, parsers });
  expect(documentView(opened)).toBe(documentView(opened));
  const again = { ...opened };
  expect(documentView(again)).not.toBe(documentView(opened));
  expect(documentView(again)).toEqual(documentView(opened));
});
