import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const HEAD = 'import sqlalchemy as sa\nfrom alembic import op\nfrom shop.db import dialect_name\n\n';

const up = (...lines: readonly string[]) =>
  toldRevision(parsers, `${HEAD}def upgrade():\n${lines.map((line) => `    ${line}\n`).join('')}`).up;

/** MySQL has it, and PostgreSQL refuses it. */
const DELETE = 'DELETE orders FROM orders JOIN users ON users.id = orders.user_id';
const REFUSED = 'PostgreSQL reads it as a syntax error at or near "orders"';
const UPDATE = 'UPDATE orders SET kind = 1';

describe('SQL that PostgreSQL refuses, for another database', () => {
  it.each([
    'dialect_name() == "mysql"',
    '"mysql" == op.get_bind().dialect.name',
    'dialect_name() in ("mysql", "mariadb")',
    'dialect_name() != "postgresql"',
    'not dialect_name() == "postgresql"',
    'dialect_name() == "sqlite" or dialect_name() == "mysql"',
    'x and dialect_name() == "mysql"',
  ])('does nothing on PostgreSQL under %s', (condition) => {
    expect(up(`if ${condition}:`, `    op.execute("${DELETE}")`)).toEqual([]);
  });

  it.each([
    'dialect_name() == "postgresql"',
    'dialect_name() in ("mysql", "postgresql")',
    'dialect_name() != "sqlite"',
    'dialect_name() == name',
    'dialect_name() == "mine"',
    'x or dialect_name() == "mysql"',
    'x',
  ])('is told under %s', (condition) => {
    expect(up(`if ${condition}:`, `    op.execute("${DELETE}")`)).toEqual([`? ! ${REFUSED}`]);
  });

  it('may be chosen before it runs', () => {
    const chosen = [
      'dialect = dialect_name()',
      'if dialect == "mysql":',
      `    query = sa.text("""${DELETE}""")`,
      'elif dialect == "postgresql":',
      `    query = sa.text("""${UPDATE}""")`,
      'else:',
      `    query = "REPLACE INTO orders VALUES (1)"`,
      'op.get_bind().execute(query)',
    ];
    expect(up(...chosen)).toEqual(['? change-rows update orders']);
  });

  it.each([
    ['returns', ['if dialect_name() != "mysql":', '    return']],
    ['raises', ['if dialect_name() == "postgresql":', '    raise ValueError()']],
    [
      'returns under a second condition',
      ['if dialect_name() == "sqlite":', '    pass', 'else:', '    return'],
    ],
  ])('does nothing on PostgreSQL behind a branch for it that %s', (_, lines) => {
    expect(up(...lines, `op.execute("${DELETE}")`)).toEqual([]);
  });

  it('is told behind a branch that does not leave', () => {
    const lines = ['if dialect_name() != "mysql":', '    x()', `op.execute("${DELETE}")`];
    expect(up(...lines)).toEqual([`! ${REFUSED}`]);
  });

  it('is told beside such a branch', () => {
    const lines = ['if dialect_name() == "mysql":', '    pass', `op.execute("${DELETE}")`];
    expect(up(...lines)).toEqual([`! ${REFUSED}`]);
  });

  it('is told where it is a part of the condition', () => {
    expect(up(`if op.execute("${DELETE}") == "mysql":`, '    pass')).toEqual([`! ${REFUSED}`]);
  });

  it('is told where a part of it is not known', () => {
    const lines = [
      'if dialect_name() == "mysql":',
      '    op.execute(f"DELETE orders FROM {orders} JOIN users")',
    ];
    expect(up(...lines)).toEqual(['? ! a part of the SQL is not known']);
  });
});

describe('SQL that PostgreSQL reads, in a branch for what may be another database', () => {
  it('is followed, for anything may be compared with the name of a dialect', () => {
    expect(up('if dialect_name() == "mysql":', '    op.execute("DROP TABLE orders")')).toEqual([
      '? drop-table orders',
    ]);
  });
});
