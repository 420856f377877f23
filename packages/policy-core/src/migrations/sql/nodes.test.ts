import { describe, expect, it } from 'vitest';

import type { SqlNode } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { flagIn, listIn, namedNode, nodeIn, stringIn, textIn } from './nodes.ts';

const parser = (await testParsers()).sql;

const TREE: SqlNode = {
  node: { a: 1 },
  list: [{ a: 1 }, 'text', null, [{}], { b: 2 }],
  empty: [],
  text: 'a',
  number: 0,
  yes: true,
  nothing: null,
};

describe('A node in a tree', () => {
  it.each<[string, SqlNode | undefined]>([
    ['node', { a: 1 }],
    ['list', undefined],
    ['text', undefined],
    ['number', undefined],
    ['yes', undefined],
    ['nothing', undefined],
    ['missing', undefined],
  ])('is found only where there is one: %s', (field, node) => {
    expect(nodeIn(TREE, field)).toEqual(node);
  });

  it('is not there when its parent is not', () => {
    expect(nodeIn(undefined, 'node')).toBeUndefined();
    expect(nodeIn(nodeIn(nodeIn(TREE, 'node'), 'deeper'), 'still')).toBeUndefined();
  });
});

describe('A list in a tree', () => {
  it.each<[string, readonly SqlNode[]]>([
    ['list', [{ a: 1 }, { b: 2 }]],
    ['empty', []],
    ['node', []],
    ['text', []],
    ['nothing', []],
    ['missing', []],
  ])('has nodes only, and none where there is no list: %s', (field, nodes) => {
    expect(listIn(TREE, field)).toEqual(nodes);
  });

  it('is empty when its parent is not there', () => {
    expect(listIn(undefined, 'list')).toEqual([]);
  });
});

describe('A text in a tree', () => {
  it.each<[string, SqlNode | undefined, string | undefined]>([
    ['a text', { String: { sval: 'a' } }, 'a'],
    ['an empty text, whose field is absent', { String: {} }, undefined],
    ['a number', { String: { sval: 1 } }, undefined],
    ['another node', { Integer: { ival: 1 } }, undefined],
    ['no node', undefined, undefined],
  ])('is read: %s', (_, node, text) => {
    expect(stringIn(node)).toBe(text);
  });
});

describe('A word, a flag and a name in a tree', () => {
  it.each<[string, SqlNode | undefined, string | undefined, boolean]>([
    ['a text', { field: 'a' }, 'a', false],
    ['an empty text', { field: '' }, '', false],
    ['a flag', { field: true }, undefined, true],
    ['a flag that is not set', { field: false }, undefined, false],
    ['a number', { field: 1 }, undefined, false],
    ['a node', { field: {} }, undefined, false],
    ['another field', { other: 'a' }, undefined, false],
    ['no node', undefined, undefined, false],
  ])('are read: %s', (...[, node, text, flag]) => {
    expect(textIn(node, 'field')).toBe(text);
    expect(flagIn(node, 'field')).toBe(flag);
  });

  it.each<[string, SqlNode, string, SqlNode]>([
    ['a statement', { DropStmt: { a: 1 } }, 'DropStmt', { a: 1 }],
    ['one that holds nothing', { CheckPointStmt: {} }, 'CheckPointStmt', {}],
    ['a value', { Integer: 1 }, 'Integer', {}],
    ['nothing', {}, '', {}],
  ])('are told apart: %s', (...[, node, name, body]) => {
    expect(namedNode(node)).toEqual({ name, body });
  });
});

describe("PostgreSQL's trees", () => {
  it('have the shape that these ways expect', () => {
    const parse = parser.parse('DROP TABLE billing.orders, users');
    if (parse.kind !== 'statements') throw new Error(parse.kind);
    const drop = nodeIn(parse.statements[0]?.node, 'DropStmt');
    const names = listIn(drop, 'objects').map((object) =>
      listIn(nodeIn(object, 'List'), 'items').map((item) => stringIn(item)),
    );
    expect(names).toEqual([['billing', 'orders'], ['users']]);
    expect(drop?.['removeType']).toBe('OBJECT_TABLE');
  });
});
