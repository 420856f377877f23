import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

/** The table that an expression stands for, told by what an INSERT into it would fill. */
function tableOf(expression: string, module = ''): string | undefined {
  const source = `${module}\ndef upgrade():\n    op.execute(sa.insert(${expression}))\n`;
  return toldRevision(parsers, source).up[0]?.replace('change-rows insert ', '');
}

describe('the table behind an object of SQLAlchemy', () => {
  it.each<[string, string, string]>([
    ['sa.table("users")', '', 'users'],
    ['sa.table("users", sa.column("id"))', '', 'users'],
    ['sa.table("users", schema="auth")', '', 'auth.users'],
    ['sa.table("users", schema=None)', '', 'users'],
    ['sa.Table("users", metadata)', '', 'users'],
    ['sa.Table("users", metadata, schema="auth")', '', 'auth.users'],
    ['sa.Table("users", metadata, autoload_with=bind)', '', 'users'],
    ['sa.Table(name="users", metadata=metadata)', '', 'users'],
    ['table("users")', '', 'users'],
    ['users', 'users = sa.table("users")', 'users'],
    ['other', 'users = sa.table("users")\nother = users', 'users'],
    ['sa.table(NAME)', 'NAME = "users"', 'users'],
    ['sa.table(f"{PREFIX}users")', 'PREFIX = "app_"', 'app_users'],
    ['User', 'class User(Base):\n    __tablename__ = "users"', 'users'],
    ['User.__table__', 'class User(Base):\n    __tablename__ = "users"', 'users'],
    ['User', 'NAME = "users"\nclass User(Base):\n    __tablename__ = NAME', 'users'],
    ['User', 'class User(Base):\n    """A user."""\n    id = 1\n    __tablename__ = "users"', 'users'],
    ['metadata.tables["users"]', '', 'users'],
    ['metadata.tables["auth.users"]', '', 'auth.users'],
    ['Base.metadata.tables["users"]', '', 'users'],
  ])('%s', (expression, module, expected) => {
    expect(tableOf(expression, module)).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['sa.table(NAME)', '', '<NAME>'],
    ['sa.table("users", schema=SCHEMA)', '', '<SCHEMA.users>'],
    ['sa.table(*parts)', '', '<(*parts)>'],
    ['users', '', '<users>'],
    ['models.User', '', '<models.User>'],
    ['models.User.__table__', '', '<models.User.__table__>'],
    ['User', 'class User(Base):\n    id = 1', '<User>'],
    ['users', 'users = sa.table("a")\nusers = sa.table("b")', '<users>'],
    ['make_table()', '', '<make_table()>'],
    ['metadata.tables[name]', '', '<name>'],
  ])('is not known: %s', (expression, module, expected) => {
    expect(tableOf(expression, module)).toBe(expected);
  });
});
