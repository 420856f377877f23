import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const told = (source: string) => toldRevision(parsers, source);

describe('names for Alembic', () => {
  it.each<[string, string, string]>([
    ['the template', 'from alembic import op', 'op.drop_table("a")'],
    ['with other things', 'from alembic import context, op', 'op.drop_table("a")'],
    ['in parentheses', 'from alembic import (\n    op,\n)', 'op.drop_table("a")'],
    ['by another name', 'from alembic import op as operations', 'operations.drop_table("a")'],
    ['the module', 'import alembic', 'alembic.op.drop_table("a")'],
    ['the module by another name', 'import alembic as al', 'al.op.drop_table("a")'],
    ['the inner module', 'import alembic.op', 'alembic.op.drop_table("a")'],
    ['the inner module by another name', 'import alembic.op as o', 'o.drop_table("a")'],
    ['bare names, as rucio has them', 'from alembic.op import drop_table', 'drop_table("a")'],
    ['bare names among others', 'from alembic.op import (create_table, drop_table)', 'drop_table("a")'],
    ['bare names by others', 'from alembic.op import drop_table as remove', 'remove("a")'],
    ['everything', 'from alembic.op import *', 'drop_table("a")'],
    ['where it is used', 'import sqlalchemy as sa', 'from alembic import op as o; o.drop_table("a")'],
    ['a name for op', 'from alembic import op\nmigrate = op', 'migrate.drop_table("a")'],
    ['a name for one of its operations', 'from alembic import op\ndrop = op.drop_table', 'drop("a")'],
    [
      'where it may not be there',
      'try:\n    from alembic import op\nexcept ImportError:\n    op = None',
      'op.drop_table("a")',
    ],
    ['no import at all', 'import sqlalchemy as sa', 'op.drop_table("a")'],
  ])('%s', (_, imports, call) => {
    expect(told(`${imports}\n\ndef upgrade():\n    ${call}\n`).up).toEqual(['drop-table a']);
  });

  it('as rucio writes a revision', () => {
    const source = `
      import sqlalchemy as sa
      from alembic import context
      from alembic.op import add_column, create_check_constraint, create_foreign_key, drop_column, drop_constraint

      revision = "1a29d6a9504c"
      down_revision = "f1b14a8c2ac1"

      def upgrade():
          if context.get_context().dialect.name in ["oracle", "mysql", "postgresql"]:
              schema = context.get_context().version_table_schema or ""
              add_column("requests", sa.Column("state", sa.String(1)), schema=schema)
              create_check_constraint("REQUESTS_STATE_CHK", "requests", "state in ('Q')", schema=schema)
    `;
    expect(told(source).up.map((step) => step.replace('? ', ''))).toEqual([
      'add-column <schema.requests> state',
      'add-constraint <schema.requests>',
    ]);
  });
});

describe('names for SQLAlchemy', () => {
  it.each<[string, string, string]>([
    ['sa', 'import sqlalchemy as sa', 'sa.Column("x", sa.Integer())'],
    ['the whole name', 'import sqlalchemy', 'sqlalchemy.Column("x", sqlalchemy.Integer())'],
    ['bare names', 'from sqlalchemy import Column, Integer', 'Column("x", Integer())'],
    ['bare names by others', 'from sqlalchemy import Column as C, Integer as I', 'C("x", I())'],
    ['everything', 'from sqlalchemy import *', 'Column("x", Integer())'],
    ['another name', 'import sqlalchemy as db', 'db.Column("x", db.Integer())'],
    ['inner modules', 'from sqlalchemy import schema, types', 'schema.Column("x", types.Integer())'],
    ['Flask-SQLAlchemy', 'from app import db', 'db.Column("x", db.Integer())'],
    ['a column that was made before', 'import sqlalchemy as sa\nX = sa.Column("x", sa.Integer())', 'X'],
  ])('%s', (_, imports, column) => {
    const source = `from alembic import op\n${imports}\n\ndef upgrade():\n    op.add_column("a", ${column})\n`;
    expect(told(source).up).toEqual(['add-column a x']);
  });
});

describe('code of the application', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'that is handed the connection',
      `
        from app.seeds import fill
        from alembic import op

        def upgrade():
            fill(op.get_bind())
      `,
      ['! what fill does with op.get_bind() is not known'],
    ],
    [
      'that is handed nothing',
      `
        from app.seeds import fill
        from alembic import op

        def upgrade():
            fill()
      `,
      ['! what fill does is not known'],
    ],
    [
      'that only gives a value',
      `
        from app.config import settings
        from alembic import op

        def upgrade():
            op.drop_table(settings.table)
      `,
      ['drop-table <settings.table>'],
    ],
    [
      'whose models name a table',
      `
        from app.models import User
        from alembic import op

        def upgrade():
            op.drop_table(User.__tablename__)
            User.__table__.create(op.get_bind())
      `,
      [
        'drop-table <User.__tablename__>',
        '! what User.__table__.create does with op.get_bind() is not known',
      ],
    ],
    [
      'whose metadata makes everything',
      `
        from app.models import Base
        from alembic import op

        def upgrade():
            Base.metadata.create_all(op.get_bind())

        def downgrade():
            Base.metadata.drop_all(op.get_bind())
      `,
      ['create-all'],
    ],
    [
      'whose enums make a type',
      `
        from app.enums import State
        from alembic import op
        import sqlalchemy as sa

        def upgrade():
            sa.Enum(State, name="state").create(op.get_bind(), checkfirst=True)
      `,
      ['create-object type state'],
    ],
    [
      'whose base migration has the functions',
      `
        from app.migrations.base import upgrade, downgrade

        revision = "a"
      `,
      ['! upgrade() is not defined in this file'],
    ],
    [
      'that hides everything behind a star',
      `
        from app.migrations.base import *

        revision = "a"
      `,
      ['! upgrade() is not defined in this file'],
    ],
  ])('%s', (_, source, expected) => {
    expect(told(source).up).toEqual(expected);
  });
});

describe('Alembic itself, beyond its operations', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'an operation of a plugin',
      'op.create_view("v")',
      ['! op.create_view is no operation of Alembic itself'],
    ],
    [
      'operations as objects',
      'op.invoke(ops.CreateTableOp("a", []))',
      ['! op.invoke runs an operation that is not followed'],
    ],
    ['an object that is known', 'op.invoke(ops.DropTableOp("a"))', ['drop-table a']],
    [
      'a context of its own',
      'with Operations.context(ctx) as o:\n        o.drop_table("a")',
      ['drop-table a'],
    ],
    ['operations of a context', 'o = Operations(ctx)\n    o.drop_table("a")', ['drop-table a']],
    ['an operation picked by a known name', 'getattr(op, "drop_table")("a")', ['drop-table a']],
    [
      'an operation picked by its own name',
      'getattr(op, name)("a")',
      ['! which operation getattr picks is not known'],
    ],
    ['what it is asked for', 'op.get_bind()\n    op.get_context()', []],
    ['a name as Alembic would make it', 'op.drop_index(op.f("ix_a_x"))', ['drop-index ix_a_x']],
    [
      'a literal as it is',
      'op.execute(op.inline_literal("DROP TABLE a"))',
      ['! the SQL in op.inline_literal("DROP TABLE a") is not known'],
    ],
    ['asynchronous code', 'op.run_async(lambda c: c.execute("DROP TABLE a"))', ['? drop-table a']],
  ])('%s', (_, lines, expected) => {
    const imports = 'from alembic import op\nfrom alembic.operations import Operations, ops\n';
    expect(told(`${imports}\ndef upgrade():\n    ${lines}\n`).up).toEqual(expected);
  });
});
