import { describe, expect, it } from 'vitest';

import type { SqlNode } from '../../parsers/parsers.ts';
import { listedTableName, nameParts, objectName, relationName, stringsIn, tableName } from './table-name.ts';

function strings(...texts: readonly string[]): SqlNode[] {
  return texts.map((sval) => ({ String: { sval } }));
}

describe('The name of a table', () => {
  it.each<[string, SqlNode | undefined, string, string | undefined]>([
    ['alone', { relname: 'a' }, 'a', undefined],
    ['in a schema', { schemaname: 's', relname: 'a' }, 'a', 's'],
    ['in a database', { catalogname: 'd', schemaname: 's', relname: 'a' }, 'a', 's'],
    ['in public', { schemaname: 'public', relname: 'a' }, 'a', 'public'],
    ['as it is held', { relname: 'A "b"' }, 'A "b"', undefined],
    ['nowhere', undefined, '', undefined],
  ])('is read from a tree: %s', (...[, node, text, schema]) => {
    expect(tableName(node)).toEqual({ text, schema, isKnown: true });
  });

  it.each<[string[], string, string | undefined]>([
    [['a'], 'a', undefined],
    [['s', 'a'], 'a', 's'],
    [['d', 's', 'a'], 'a', 's'],
    [[], '', undefined],
  ])('is read from a list: %j', (parts, text, schema) => {
    expect(listedTableName(parts)).toEqual({ text, schema, isKnown: true });
  });
});

describe('The name of another thing', () => {
  it.each<[string[], string]>([
    [['a'], 'a'],
    [['s', 'a'], 's.a'],
    [['public', 'a'], 'a'],
    [['d', 's', 'a'], 's.a'],
    [['A b'], 'A b'],
    [['public'], 'public'],
    [[], ''],
  ])('has its schema before it: %j', (parts, text) => {
    expect(objectName(parts)).toEqual({ text, isKnown: true });
  });

  it.each<[SqlNode, string]>([
    [{ relname: 'a' }, 'a'],
    [{ schemaname: 's', relname: 'a' }, 's.a'],
    [{ schemaname: 'public', relname: 'a' }, 'a'],
  ])('is read from a relation: %j', (node, text) => {
    expect(relationName(node)).toEqual({ text, isKnown: true });
  });
});

describe('The parts of a name', () => {
  it.each<[string, SqlNode | undefined, string[]]>([
    ['a text', { String: { sval: 'a' } }, ['a']],
    ['a list', { List: { items: strings('s', 'a') } }, ['s', 'a']],
    ['a type', { TypeName: { names: strings('s', 'a') } }, ['s', 'a']],
    ['a function', { ObjectWithArgs: { objname: strings('s', 'a') } }, ['s', 'a']],
    ['an empty list', { List: {} }, []],
    ['another node', { Integer: { ival: 1 } }, []],
    ['nothing', undefined, []],
  ])('are found in %s', (_, node, parts) => {
    expect(nameParts(node)).toEqual(parts);
  });

  it('are texts only', () => {
    const node = { names: [...strings('a'), { A_Star: {} }, { Integer: { ival: 1 } }, ...strings('b')] };
    expect(stringsIn(node, 'names')).toEqual(['a', 'b']);
    expect(stringsIn(node, 'missing')).toEqual([]);
    expect(stringsIn(undefined, 'names')).toEqual([]);
  });
});
