import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const up = (source: string) => toldRevision(parsers, source).up;

describe('what the database is asked before something is done', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'whether a table is there',
      `
        def upgrade():
            inspector = sa.inspect(op.get_bind())
            if not inspector.has_table("orders"):
                op.create_table("orders", sa.Column("id", sa.Integer()))
            op.create_index("ix", "orders", ["id"])
      `,
      ['? create-table orders', 'create-index orders ix'],
    ],
    [
      'whether a column is there',
      `
        def upgrade():
            columns = [c["name"] for c in sa.inspect(op.get_bind()).get_columns("orders")]
            if "note" not in columns:
                op.add_column("orders", sa.Column("note", sa.Text()))
      `,
      ['? add-column orders note'],
    ],
    [
      'by a helper of the file',
      `
        def has_column(table, column):
            inspector = sa.inspect(op.get_bind())
            return column in [c["name"] for c in inspector.get_columns(table)]

        def upgrade():
            if has_column("orders", "note"):
                op.drop_column("orders", "note")
      `,
      ['? drop-column orders note'],
    ],
    [
      'by a query',
      `
        def upgrade():
            conn = op.get_bind()
            found = conn.execute(sa.text("SELECT 1 FROM pg_type WHERE typname = 'mood'")).scalar()
            if found:
                op.execute("DROP TYPE mood")
      `,
      ['other SELECT', '? drop-object type mood'],
    ],
    [
      'and left early where there is nothing to do',
      `
        def upgrade():
            tables = sa.inspect(op.get_bind()).get_table_names()
            if "orders" not in tables:
                return
            op.drop_table("orders")
      `,
      ['? drop-table orders'],
    ],
    [
      'and refused where it must not go on, which is no way out',
      `
        def upgrade():
            rows = op.get_bind().execute(sa.text("SELECT count(*) FROM orders")).scalar()
            if rows:
                raise RuntimeError("orders is not empty")
            op.drop_table("orders")
      `,
      ['other SELECT', 'drop-table orders'],
    ],
    [
      'each name of what is there',
      `
        def upgrade():
            inspector = sa.inspect(op.get_bind())
            for key in inspector.get_foreign_keys("orders"):
                if key["name"]:
                    op.drop_constraint(key["name"], "orders", type_="foreignkey")
      `,
      ['? drop-constraint orders <key["name"]>'],
    ],
  ])('%s', (_, source, expected) => {
    expect(up(source)).toEqual(expected);
  });
});

describe('one way for each database', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'PostgreSQL and the others',
      `
        def upgrade():
            if op.get_bind().dialect.name == "postgresql":
                op.execute("ALTER TABLE orders ALTER note TYPE text")
            else:
                with op.batch_alter_table("orders") as batch_op:
                    batch_op.drop_column("note")
      `,
      ['alter-column orders note'],
    ],
    [
      'SQLite and the others',
      `
        def upgrade():
            bind = op.get_bind()
            if bind.dialect.name == "sqlite":
                op.execute("PRAGMA foreign_keys=OFF")
            op.drop_column("orders", "note")
      `,
      ['drop-column orders note'],
    ],
    [
      'several names',
      `
        def upgrade():
            if op.get_context().dialect.name in ("mysql", "mariadb"):
                op.execute("DROP TABLE only_mysql")
            elif op.get_context().dialect.name in ("postgresql", "cockroachdb"):
                op.execute("DROP TABLE only_postgres")
            else:
                raise NotImplementedError
      `,
      ['drop-table only_postgres'],
    ],
    [
      'a helper that asks',
      `
        def is_postgres():
            return op.get_bind().dialect.name == "postgresql"

        def upgrade():
            if is_postgres():
                op.drop_table("a")
            else:
                op.drop_table("b")
      `,
      ['drop-table a'],
    ],
    [
      'a helper that is defined twice',
      `
        def is_postgres():
            return op.get_bind().dialect.name == "postgresql"

        def is_postgres():
            return False

        def upgrade():
            if is_postgres():
                op.drop_table("a")
      `,
      ['? drop-table a'],
    ],
    [
      'a helper that another value hides',
      `
        def is_postgres():
            return op.get_bind().dialect.name == "postgresql"

        def upgrade():
            is_postgres = choose()
            if is_postgres():
                op.drop_table("a")
      `,
      ['? drop-table a'],
    ],
    [
      'a setting of the environment',
      `
        def upgrade():
            if context.get_x_argument(as_dictionary=True).get("data"):
                op.drop_table("a")
      `,
      ['? drop-table a'],
    ],
    [
      'a variable of the environment',
      `
        import os
        from alembic import op

        def upgrade():
            if os.environ.get("FULL"):
                op.drop_table("a")
      `,
      ['? drop-table a'],
    ],
    [
      'without a database',
      `
        def upgrade():
            if context.is_offline_mode():
                op.execute("SELECT 1")
            else:
                op.drop_table("a")
      `,
      ['? other SELECT', '? drop-table a'],
    ],
  ])('%s', (_, source, expected) => {
    expect(up(source)).toEqual(expected);
  });
});

describe('what may fail', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'and is passed over',
      `
        def upgrade():
            try:
                op.drop_index("ix", "orders")
            except sa.exc.ProgrammingError:
                pass
            op.drop_table("lines")
      `,
      ['? drop-index orders ix', 'drop-table lines'],
    ],
    [
      'and is done in another way',
      `
        def upgrade():
            try:
                op.drop_constraint("fk_old", "orders")
            except Exception:
                op.drop_constraint("fk_older", "orders")
      `,
      ['? drop-constraint orders fk_old', '? drop-constraint orders fk_older'],
    ],
    [
      'and is undone in any case',
      `
        def upgrade():
            op.execute("ALTER TABLE orders DISABLE TRIGGER ALL")
            try:
                op.execute("UPDATE orders SET a = 1 WHERE b = 2")
            finally:
                op.execute("ALTER TABLE orders ENABLE TRIGGER ALL")
      `,
      ['other ALTER TABLE', 'change-rows update orders filtered', 'other ALTER TABLE'],
    ],
    [
      'and is told, and raised again',
      `
        def upgrade():
            try:
                op.drop_table("a")
            except Exception:
                logger.exception("drop of a failed")
                raise
      `,
      ['? drop-table a'],
    ],
    [
      'in a savepoint',
      `
        def upgrade():
            bind = op.get_bind()
            with bind.begin_nested():
                op.drop_table("a")
      `,
      ['drop-table a'],
    ],
    [
      'where errors are passed over',
      `
        import contextlib
        from alembic import op

        def upgrade():
            with contextlib.suppress(Exception):
                op.drop_table("a")
            op.drop_table("b")
      `,
      ['? drop-table a', 'drop-table b'],
    ],
  ])('%s', (_, source, expected) => {
    expect(up(source)).toEqual(expected);
  });
});

describe('what is decided by the file itself', () => {
  it.each<[string, string, readonly string[]]>([
    ['always', 'def upgrade():\n    if True:\n        op.drop_table("a")', ['drop-table a']],
    ['never', 'def upgrade():\n    if False:\n        op.drop_table("a")', []],
    [
      'by a constant',
      'WITH_DATA = False\n\ndef upgrade():\n    if WITH_DATA:\n        op.drop_table("a")\n    else:\n        op.drop_table("b")',
      ['drop-table b'],
    ],
    [
      'by a constant that is set again',
      'FULL = False\nFULL = compute()\n\ndef upgrade():\n    if FULL:\n        op.drop_table("a")',
      ['? drop-table a'],
    ],
    [
      'by what a helper is given',
      'def change(drop):\n    if drop:\n        op.drop_table("a")\n\ndef upgrade():\n    change(drop=True)',
      ['drop-table a'],
    ],
    [
      'by what is not',
      'def change(keep=False):\n    if not keep:\n        op.drop_table("a")\n\ndef upgrade():\n    change()',
      ['drop-table a'],
    ],
    [
      'by a choice',
      'def upgrade():\n    op.drop_table("a") if wanted() else op.drop_table("b")',
      ['? drop-table a', '? drop-table b'],
    ],
    ['by what comes first', 'def upgrade():\n    wanted() and op.drop_table("a")', ['? drop-table a']],
    [
      'by an assertion, which is no way out',
      'def upgrade():\n    assert wanted()\n    op.drop_table("a")',
      ['drop-table a'],
    ],
  ])('%s', (_, source, expected) => {
    expect(up(`${source}\n`)).toEqual(expected);
  });
});
