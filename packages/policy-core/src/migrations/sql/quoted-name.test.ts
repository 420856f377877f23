import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyName } from '../../testing/any-name.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { nodesNamed } from './nodes.ts';
import { quotedName, quotedTable } from './quoted-name.ts';
import { stringsIn, tableName } from './table-name.ts';

const parser = (await testParsers()).sql;

describe('A name in SQL', () => {
  it.each([
    ['state', 'state'],
    ['_lock_2', '_lock_2'],
    ['Total Sum', '"Total Sum"'],
    ['customerId', '"customerId"'],
    ['2nd', '"2nd"'],
    ['a"b', '"a""b"'],
    ["it's", `"it's"`],
    ['größe', '"größe"'],
    ['price$', '"price$"'],
    ['order', '"order"'],
    ['user', '"user"'],
    ['left', '"left"'],
    ['values', '"values"'],
    ['name', 'name'],
    ['key', 'key'],
    ['public.orders', '"public.orders"'],
  ])('%s is written as %s', (name, written) => {
    expect(quotedName(name)).toBe(written);
  });

  it.each([
    [undefined, 'orders', 'orders'],
    ['shop', 'Order Lines', 'shop."Order Lines"'],
    ['My Shop', 'order', '"My Shop"."order"'],
  ])('of the schema %s: %s is written as %s', (schema, text, written) => {
    expect(quotedTable({ schema, text, isKnown: true })).toBe(written);
  });
});

describe('By the grammar of PostgreSQL', () => {
  it('a name that is written so means just that one, for a table, a schema and a column', () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, (schema, text, column) => {
        const sql = `SELECT ${quotedName(column)} FROM ${quotedTable({ schema, text, isKnown: true })}`;
        expect(namesRead(sql), sql).toEqual([column, schema, text]);
      }),
    );
  });

  /** Of a query of one column from one table. */
  function namesRead(sql: string): readonly unknown[] {
    const parse = parser.parse(sql);
    if (parse.kind !== 'statements') return [parse];
    return parse.statements.flatMap(({ node }) => [
      ...nodesNamed(node, 'ColumnRef').flatMap((column) => stringsIn(column, 'fields')),
      ...nodesNamed(node, 'RangeVar').flatMap((table) => {
        const { schema, text } = tableName(table);
        return [schema, text];
      }),
    ]);
  }
});
