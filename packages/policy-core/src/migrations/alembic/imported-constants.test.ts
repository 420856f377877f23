import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionWith, shownSteps } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const PATH = 'app/migrations/versions/ab12_x.py';
const NAMES = 'app/names.py';

function read(revision: readonly string[], module: readonly string[]) {
  const text = `${revision.join('\n')}\n`;
  const modules = { [NAMES]: `${module.join('\n')}\n` };
  return { text, reading: revisionWith(parsers, { path: PATH, text, modules }) };
}

function steps(revision: readonly string[], module: readonly string[]): readonly string[] {
  return shownSteps(read(['from alembic import op', ...revision], module).reading.upgrade);
}

describe('a constant of another module of the repository', () => {
  it.each<[string, string[], string[], string[]]>([
    [
      'the name of a table',
      ['from app.names import TABLE', 'def upgrade():', '    op.drop_table(TABLE)'],
      ['TABLE = "a"'],
      ['drop-table a'],
    ],
    [
      'by another name',
      ['from app.names import TABLE as T', 'def upgrade():', '    op.drop_table(T)'],
      ['PREFIX = "a"', 'TABLE = PREFIX + "_b"'],
      ['drop-table a_b'],
    ],
    [
      'in its module',
      ['from app import names', 'def upgrade():', '    op.drop_table(names.TABLE)'],
      ['TABLE = "a"'],
      ['drop-table a'],
    ],
    [
      'names of tables',
      ['from app.names import TABLES', 'def upgrade():', '    for t in TABLES:', '        op.drop_table(t)'],
      ['TABLES = ("a", "b")'],
      ['drop-table a', 'drop-table b'],
    ],
    [
      'a list that nothing is added to',
      ['from app.names import TABLES', 'def upgrade():', '    for t in TABLES:', '        op.drop_table(t)'],
      ['TABLES = ["a", "b"]'],
      ['drop-table a', 'drop-table b'],
    ],
    [
      'a part of a text',
      ['from app.names import TABLE', 'def upgrade():', '    op.execute(f"DELETE FROM {TABLE}")'],
      ['TABLE = "a"'],
      ['change-rows delete a'],
    ],
    [
      'one of two texts',
      ['from app.names import TABLE', 'def upgrade():', '    op.drop_column("t", TABLE)'],
      ['import sys', 'if sys.argv:', '    TABLE = "a"', 'else:', '    TABLE = "b"'],
      ['drop-column t <TABLE>'],
    ],
  ])('is read: %s', (_, ...[revision, module, expected]) => {
    expect(steps(revision, module)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['something adds to it', ['TABLES = ["a"]', 'TABLES.append("b")']],
    ['a function adds to it', ['TABLES = ["a"]', 'def more():', '    TABLES.append("b")']],
    ['it is made', ['TABLES = sorted(x())']],
    ['it is set twice', ['TABLES = ["a"]', 'TABLES = TABLES + ["b"]']],
    ['it grows', ['TABLES = ["a"]', 'TABLES += ["b"]']],
    ['a function sets it', ['TABLES = ["a"]', 'def more():', '    global TABLES', '    TABLES = ["b"]']],
    ['it is gone again', ['TABLES = ["a"]', 'del TABLES']],
    ['everything of somewhere is imported behind it', ['TABLES = ["a"]', 'from app.more import *']],
  ])('is not known where %s', (_, module) => {
    const revision = [
      'from app.names import TABLES',
      'def upgrade():',
      '    for table in TABLES:',
      '        op.drop_table(table)',
    ];
    expect(steps(revision, module)).toEqual(['? drop-table <table>']);
  });

  it('is told where it is used', () => {
    const { text, reading } = read(
      ['from alembic import op', 'from app.names import SQL', 'def upgrade():', '    op.execute(SQL)'],
      ['SQL = "DROP TABLE a; DELETE FROM b"'],
    );
    expect(shownSteps(reading.upgrade)).toEqual(['drop-table a', 'change-rows delete b']);
    const { steps: done, sql } = reading.upgrade;
    const places = [...done, ...sql, ...sql.flatMap(({ parts }) => parts)];
    for (const { start, end } of places) expect(text.slice(start, end)).toBe('op.execute(SQL)');
  });

  it('names branches and parents in a header', () => {
    const { text, reading } = read(
      [
        'from app import names',
        'from app.names import FIRST',
        'revision = "b"',
        'down_revision = FIRST',
        'branch_labels = (names.EXPAND, "x")',
      ],
      ['FIRST = "a"', 'EXPAND = "expand"'],
    );
    const { downRevision, branchLabels } = reading.header;
    const shown = [downRevision, branchLabels].map((value) => {
      const ids = value.kind === 'ids' ? value.ids : [];
      return ids.map(({ id, start, end }) => [id, text.slice(start, end)]);
    });
    expect(shown).toEqual([
      [['a', 'FIRST']],
      [
        ['expand', 'names.EXPAND'],
        ['x', '"x"'],
      ],
    ]);
  });

  it('decides no condition: it is turned without anybody looking at the migration', () => {
    expect(
      steps(
        ['from app.names import DROP', 'def upgrade():', '    if DROP:', '        op.drop_table("a")'],
        ['DROP = False'],
      ),
    ).toEqual(['? drop-table a']);
  });
});
