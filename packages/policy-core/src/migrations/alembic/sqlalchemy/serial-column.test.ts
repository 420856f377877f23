import { describe, expect, it } from 'vitest';

import { testParsers } from '../../../testing/load-parsers.ts';
import { directiveRead } from '../../../testing/read-directive.ts';

const parsers = await testParsers();

/** The kinds of default that the columns of a table have. */
function defaults(parts: string): readonly string[] {
  const [operation] = directiveRead(parsers, { call: `op.create_table("t", ${parts})` }) ?? [];
  return operation?.kind === 'create-table' ? operation.columns.map((column) => column.default.kind) : [];
}

describe('a primary key that counts by itself', () => {
  it.each([
    'sa.Column("id", sa.Integer(), primary_key=True)',
    'sa.Column("id", sa.BigInteger(), primary_key=True)',
    'sa.Column("id", sa.SmallInteger(), primary_key=True)',
    'sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True)',
    'sa.Column("id", sa.Integer()), sa.PrimaryKeyConstraint("id")',
    'sa.Column("id", sa.Integer(), sa.ForeignKey("u.id"), primary_key=True, autoincrement=True)',
    'sa.Column("id", sa.Integer(), sa.ForeignKey("u.id"), primary_key=True, autoincrement="ignore_fk")',
    'sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True, server_default=sa.text("1"))',
  ])('%s', (column) => {
    expect(defaults(column)).toEqual(['sequence']);
  });

  it.each<[string, string]>([
    ['it is no key', 'sa.Column("id", sa.Integer())'],
    ['it is no integer', 'sa.Column("id", sa.Text(), primary_key=True)'],
    ['it must not', 'sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False)'],
    ['it refers to another table', 'sa.Column("id", sa.Integer(), sa.ForeignKey("u.id"), primary_key=True)'],
    ['SQLAlchemy fills it', 'sa.Column("id", sa.Integer(), primary_key=True, default=1)'],
    ['its type is not known', 'sa.Column("id", make_type(), primary_key=True)'],
  ])('is none where %s', (_, column) => {
    expect(defaults(column)).toEqual(['none']);
  });

  it.each<[string, string]>([
    ['sa.Column("id", sa.Integer(), primary_key=True, server_default="1")', 'sql'],
    ['sa.Column("id", sa.Integer(), sa.Identity(), primary_key=True)', 'identity'],
    ['sa.Column("id", sa.Integer(), sa.Identity(), primary_key=True, autoincrement=True)', 'identity'],
  ])('keeps another default: %s', (column, kind) => {
    expect(defaults(column)).toEqual([kind]);
  });

  it('is none of a key of two columns, unless it is asked for', () => {
    const key = (more: string) =>
      `sa.Column("a", sa.Integer(), primary_key=True${more}), sa.Column("b", sa.Integer(), primary_key=True)`;
    expect(defaults(key(''))).toEqual(['none', 'none']);
    expect(defaults(key(', autoincrement=True'))).toEqual(['sequence', 'none']);
  });
});
