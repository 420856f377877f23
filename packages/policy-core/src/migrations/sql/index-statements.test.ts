import { beforeAll, describe, expect, it } from 'vitest';

import { operationReader, type ShownOperation } from '../../testing/read-operations.ts';

let read: (sql: string) => ShownOperation[];
beforeAll(async () => {
  read = await operationReader();
});

describe('CREATE INDEX', () => {
  it.each<[string, object]>([
    ['CREATE INDEX i ON t (a)', { name: 'i', table: 't', columns: ['a'] }],
    ['CREATE INDEX ON t (a)', { table: 't', columns: ['a'] }],
    ['CREATE INDEX "I" ON s.t (a, "B")', { name: 'I', table: 's.t', columns: ['a', 'B'] }],
    ['CREATE UNIQUE INDEX i ON t (a)', { name: 'i', table: 't', columns: ['a'], unique: true }],
    ['CREATE INDEX CONCURRENTLY i ON t (a)', { name: 'i', table: 't', columns: ['a'], concurrently: true }],
    ['CREATE INDEX IF NOT EXISTS i ON t (a)', { name: 'i', table: 't', columns: ['a'], ifNotExists: true }],
    [
      'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)',
      { name: 'i', table: 't', columns: ['a'], unique: true, concurrently: true, ifNotExists: true },
    ],
    [
      'CREATE INDEX i ON t (a) WHERE a > 0',
      { name: 'i', table: 't', columns: ['a'], isPartial: true, where: 'a > 0' },
    ],
    ['CREATE INDEX i ON t (lower(a))', { name: 'i', table: 't', keys: ['lower(a)'] }],
    ['CREATE INDEX i ON t (a, (b + 1))', { name: 'i', table: 't', keys: ['a', '(b + 1)'] }],
    [
      'CREATE INDEX i ON ONLY t USING btree (coalesce(a, b) DESC) INCLUDE (c)',
      { name: 'i', table: 't', keys: ['coalesce(a, b) DESC'], isOnly: true, hasMore: true },
    ],
    ['CREATE INDEX i ON ONLY t (a)', { name: 'i', table: 't', columns: ['a'], isOnly: true }],
    ['CREATE INDEX i ON t USING btree (a ASC)', { name: 'i', table: 't', columns: ['a'] }],
    ['CREATE INDEX i ON t (a NULLS LAST)', { name: 'i', table: 't', columns: ['a'] }],
  ])('%s', (sql, operation) => {
    expect(read(sql)).toEqual([[sql, { kind: 'create-index', ...operation }]]);
  });

  it.each<[string]>([
    ['CREATE INDEX i ON t USING gin (a)'],
    ['CREATE INDEX i ON t (a) INCLUDE (b)'],
    ['CREATE INDEX i ON t (a DESC)'],
    ['CREATE INDEX i ON t (a NULLS FIRST)'],
    ['CREATE INDEX i ON t (a text_pattern_ops)'],
    ['CREATE INDEX i ON t (a COLLATE "C")'],
    ['CREATE INDEX i ON t (a) WITH (fillfactor = 70)'],
    ['CREATE INDEX i ON t (a) TABLESPACE b'],
    ['CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT'],
  ])('tells that more is written than is held: %s', (sql) => {
    expect(read(sql)).toMatchObject([
      [sql, { kind: 'create-index', name: 'i', columns: ['a'], hasMore: true }],
    ]);
  });
});

describe('DROP INDEX', () => {
  it.each<[string, object]>([
    ['DROP INDEX i', { name: 'i' }],
    ['DROP INDEX "I"', { name: 'I' }],
    ['DROP INDEX IF EXISTS i', { name: 'i', ifExists: true }],
    ['DROP INDEX CONCURRENTLY i', { name: 'i', concurrently: true }],
    ['DROP INDEX CONCURRENTLY IF EXISTS i', { name: 'i', concurrently: true, ifExists: true }],
    ['DROP INDEX i CASCADE', { name: 'i', cascade: true }],
    ['DROP INDEX i RESTRICT', { name: 'i' }],
  ])('%s', (sql, operation) => {
    expect(read(sql)).toEqual([[sql, { kind: 'drop-index', ...operation }]]);
  });

  it('names the index as CREATE INDEX does, without its schema', () => {
    expect(read('DROP INDEX s.i')).toEqual([['DROP INDEX s.i', { kind: 'drop-index', name: 'i' }]]);
  });

  it('drops several one by one', () => {
    expect(read('DROP INDEX CONCURRENTLY IF EXISTS i, s . j , "K,l" CASCADE')).toEqual(
      [
        ['i', 'i'],
        ['s . j', 'j'],
        ['"K,l"', 'K,l'],
      ].map(([underlined, name]) => [
        underlined,
        { kind: 'drop-index', name, concurrently: true, ifExists: true, cascade: true },
      ]),
    );
  });
});
