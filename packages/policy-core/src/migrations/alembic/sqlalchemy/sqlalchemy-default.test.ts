import { describe, expect, it } from 'vitest';

import type { ColumnDefault } from '../../operations/column.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { directiveRead } from '../../../testing/read-directive.ts';

const parsers = await testParsers();

function defaultOf(written: string, before: readonly string[] = []): ColumnDefault {
  const call = `op.add_column("t", sa.Column("c", sa.Text(), server_default=${written}))`;
  const [operation] = directiveRead(parsers, { call, before }) ?? [];
  if (operation?.kind !== 'add-column') throw new Error(`no column: ${call}`);
  return operation.column.default;
}

describe('a default of the database', () => {
  it.each<[string, string, string]>([
    ['a text, which is quoted', '"x"', "'x'"],
    ['an empty text', '""', "''"],
    ['a text with a quote', '"it\'s"', "'it''s'"],
    ['a text that looks like a function', '"now()"', "'now()'"],
    ['a number as a text', '"0"', "'0'"],
    ['a text that is put together', '"a" + "b"', "'ab'"],
    ['a text that is formatted', 'f"{1}x"', "'1x'"],
    ['a text that is formatted by a method', '"{}x".format("a")', "'ax'"],
    ['SQL', 'sa.text("0")', '0'],
    ['SQL with a quoted text', 'sa.text("\'x\'")', "'x'"],
    ['SQL with a cast', `sa.text("'{}'::jsonb")`, "'{}'::jsonb"],
    ['SQL with a colon', String.raw`sa.text("'a\\:b'")`, "'a:b'"],
    ['SQL by its full name', 'sa.sql.expression.text("now()")', 'now()'],
    ['SQL by the name of a parameter', 'sa.text(text="now()")', 'now()'],
    ['a function', 'sa.func.now()', 'now()'],
    ['a function within SQLAlchemy', 'sa.sql.func.now()', 'now()'],
    ['a function of a schema', 'sa.func.pg_catalog.now()', 'pg_catalog.now()'],
    ['a function with a text', 'sa.func.nextval("numbers")', "nextval('numbers')"],
    ['a function with values', 'sa.func.f(None, 1, 1.5, True, False)', 'f(NULL, 1, 1.5, true, false)'],
    ['a function in a function', 'sa.func.timezone("UTC", sa.func.now())', "timezone('UTC', now())"],
    ['a function with SQL', 'sa.func.f(sa.text("a + b"))', 'f(a + b)'],
    ['a word of the standard', 'sa.func.current_timestamp()', 'CURRENT_TIMESTAMP'],
    ['that word in capitals', 'sa.func.CURRENT_TIMESTAMP()', 'CURRENT_TIMESTAMP'],
    ['another word of the standard', 'sa.func.current_date()', 'CURRENT_DATE'],
    ['the user', 'sa.func.current_user()', 'CURRENT_USER'],
    ['true', 'sa.true()', 'true'],
    ['false', 'sa.sql.expression.false()', 'false'],
    ['a literal', 'sa.literal(3)', '3'],
    ['a literal text', 'sa.literal("x")', "'x'"],
    ['a literal of Alembic', 'op.inline_literal("x")', "'x'"],
    ['a column that is none', 'sa.literal_column("1 + 1")', '1 + 1'],
    ['a clause', 'sa.DefaultClause("x")', "'x'"],
    ['a clause of SQL', 'sa.DefaultClause(sa.text("x"))', 'x'],
  ])('is SQL: %s', (_, written, text) => {
    expect(defaultOf(written)).toEqual({ kind: 'sql', text });
  });

  it.each<[string, readonly string[], string, string]>([
    ['a variable', ['ZERO = sa.text("0")'], 'ZERO', '0'],
    ['a variable for a text', ['NAME = "x"'], 'NAME', "'x'"],
    ['a variable in SQL', ['NAME = "x"'], 'sa.text(f"\'{NAME}\'")', "'x'"],
    ['a name from SQLAlchemy', ['from sqlalchemy import text'], 'text("0")', '0'],
    ['a function by its own name', ['from sqlalchemy import func'], 'func.now()', 'now()'],
    ['functions by another name', ['from sqlalchemy import func as f'], 'f.now()', 'now()'],
    ['functions within SQLAlchemy', ['from sqlalchemy.sql import func'], 'func.now()', 'now()'],
    ['the same either way', [], '("x" if y else "x")', "'x'"],
  ])('is followed: %s', (...[, before, written, text]) => {
    expect(defaultOf(written, before)).toEqual({ kind: 'sql', text });
  });

  it.each<[string, string]>([
    ['None', 'None'],
    ['NULL, which PostgreSQL does not keep', 'sa.null()'],
    ['NULL in SQL', 'sa.text("null")'],
    ['a value that only a trigger makes', 'sa.FetchedValue()'],
  ])('is none: %s', (_, written) => {
    expect(defaultOf(written)).toEqual({ kind: 'none' });
  });

  it.each<[string, ColumnDefault]>([
    ['sa.Identity()', { kind: 'identity' }],
    ['sa.Identity(always=True, start=5)', { kind: 'identity' }],
    ['sa.Computed("a + b")', { kind: 'computed', isStored: true, text: 'a + b' }],
    ['sa.Computed("a + b", persisted=True)', { kind: 'computed', isStored: true, text: 'a + b' }],
    ['sa.Computed("a + b", persisted=None)', { kind: 'computed', isStored: true, text: 'a + b' }],
    ['sa.Computed("a + b", False)', { kind: 'computed', isStored: false, text: 'a + b' }],
  ])('may be a generator: %s', (written, expected) => {
    expect(defaultOf(written)).toEqual(expected);
  });

  it.each<[string, string]>([
    ['a variable from elsewhere', 'DEFAULT'],
    ['a function from elsewhere', 'default_for("c")'],
    ['SQL with a part that is not known', 'sa.text(f"\'{NAME}\'")'],
    ['SQL that is not known', 'sa.text(SQL)'],
    ['a function of something unknown', 'sa.func.f(NAME)'],
    ['a function of unseen values', 'sa.func.f(*values)'],
    ['a sum', 'sa.func.now() + sa.text("x")'],
    ['a cast', 'sa.cast("x", sa.Text())'],
    ['a number, which SQLAlchemy refuses', '0'],
    ['a truth, which SQLAlchemy refuses', 'True'],
    ['bytes', 'b"x"'],
    ['a clause of nothing', 'sa.DefaultClause()'],
    ['stored or not', 'sa.Computed("a + b", persisted=STORED)'],
  ])('is not known: %s', (_, written) => {
    expect(defaultOf(written)).toEqual({ kind: 'unknown', source: written });
  });

  it.each<[string, readonly string[]]>([
    ['itself', ['value = value']],
    ['a clause of itself', ['value = sa.DefaultClause(value)']],
    ['a function of itself', ['value = sa.func.f(value)']],
    ['a function of itself, twice', ['value = sa.func.f(value, value)']],
    ['a literal of itself', ['value = sa.literal(value)']],
  ])('is given up where it leads back to %s', (_, before) => {
    expect(defaultOf('value', before)).toEqual({ kind: 'unknown', source: 'value' });
  });
});
