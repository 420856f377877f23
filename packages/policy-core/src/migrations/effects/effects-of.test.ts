import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { SHOP } from '../../testing/shop-tables.ts';
import { effectTeller } from '../../testing/told-effects.ts';

const told = effectTeller((await testParsers()).sql);

type Case = [statement: string, relations: string[]];

describe('An index', () => {
  it.each<[string, string[], boolean]>([
    ['CREATE INDEX ON orders (note)', ['orders: share, index'], false],
    ['CREATE INDEX CONCURRENTLY ON orders (note)', ['orders: share-update-exclusive, index'], true],
    ['DROP INDEX orders_total', ['orders: access-exclusive, catalog'], false],
    ['DROP INDEX CONCURRENTLY orders_total', ['orders: share-update-exclusive, catalog'], true],
    ['REINDEX INDEX orders_total', ['orders: share, index (index)'], false],
    ['REINDEX TABLE CONCURRENTLY orders', ['orders: share-update-exclusive, index'], true],
  ])('%s', (statement, relations, refused) => {
    expect(told(statement, SHOP)).toMatchObject({ relations, refused, unknown: [] });
  });

  it('fails on what is there twice where it is unique', () => {
    expect(told('CREATE UNIQUE INDEX ON orders (note, total)').failures).toEqual([
      'orders: duplicates in note, total',
    ]);
    expect(told('CREATE UNIQUE INDEX ON orders (lower(note))').failures).toEqual(['orders: duplicates']);
  });

  it('of a table that nobody knows is said to be so', () => {
    expect(told('DROP INDEX ix')).toMatchObject({
      relations: [],
      unknown: ['nothing shows which table the index ix belongs to'],
    });
    expect(told('REINDEX INDEX ix').unknown).toEqual(['nothing shows which table the index belongs to']);
  });
});

describe('A constraint', () => {
  it.each<Case>([
    [
      'ADD FOREIGN KEY (total) REFERENCES people',
      ['orders: share-row-exclusive, scan', 'people: share-row-exclusive, catalog (foreign-key)'],
    ],
    [
      'ADD FOREIGN KEY (total) REFERENCES people NOT VALID',
      ['orders: share-row-exclusive, catalog', 'people: share-row-exclusive, catalog (foreign-key)'],
    ],
    ['ADD CHECK (total > 0)', ['orders: access-exclusive, scan']],
    ['ADD CHECK (total > 0) NOT VALID', ['orders: access-exclusive, catalog']],
    ['ADD UNIQUE (note)', ['orders: access-exclusive, index']],
    ['ADD UNIQUE USING INDEX ix', ['orders: access-exclusive, catalog']],
    ['ADD EXCLUDE USING gist (note WITH =)', ['orders: access-exclusive, index']],
    ['DROP CONSTRAINT note_there', ['orders: access-exclusive, catalog']],
    [
      'DROP CONSTRAINT orders_by_fkey',
      ['orders: access-exclusive, catalog', 'people: access-exclusive, catalog (foreign-key)'],
    ],
    [
      'DROP CONSTRAINT orders_pkey CASCADE',
      ['orders: access-exclusive, catalog', 'lines: access-exclusive, catalog (foreign-key)'],
    ],
    ['RENAME CONSTRAINT note_there TO n', ['orders: access-exclusive, catalog']],
    ['VALIDATE CONSTRAINT note_there', ['orders: share-update-exclusive, catalog']],
  ])('%s', (command, relations) => {
    expect(told(`ALTER TABLE orders ${command}`, SHOP)).toMatchObject({ relations, unknown: [] });
  });

  it('that was not valid is held against every row once', () => {
    const late = `${SHOP} ALTER TABLE lines ADD CONSTRAINT late FOREIGN KEY (id) REFERENCES people NOT VALID;`;
    const validated = 'ALTER TABLE lines VALIDATE CONSTRAINT late';
    expect(told(validated, late)).toEqual({
      relations: ['lines: share-update-exclusive, scan', 'people: row-share, scan (foreign-key)'],
      failures: ['lines: violations'],
      unknown: [],
      refused: false,
    });
    expect(told(validated, `${late} ${validated};`).failures).toEqual([]);
  });

  it('that nobody knows may be a foreign key', () => {
    expect(told('ALTER TABLE others DROP CONSTRAINT c').unknown).toEqual([
      'nothing shows whether it is a foreign key, which locks the table it leads to as well',
    ]);
    expect(told('ALTER TABLE others VALIDATE CONSTRAINT c').unknown).toEqual([
      'nothing shows whether it is a foreign key, which reads the table it leads to as well',
    ]);
  });

  it.each<[string, string[]]>([
    ['ADD UNIQUE (note)', ['orders: duplicates in note']],
    ['ADD UNIQUE USING INDEX ix', []],
    ['ADD CHECK (total > 0)', ['orders: violations']],
    ['ADD CHECK (total > 0) NOT VALID', []],
    ['ADD FOREIGN KEY (total) REFERENCES people', ['orders: violations']],
  ])('fails on rows: %s', (command, failures) => {
    expect(told(`ALTER TABLE orders ${command}`, SHOP).failures).toEqual(failures);
  });
});

describe('A table', () => {
  it.each<Case>([
    ['CREATE TABLE n (id int)', []],
    [
      'CREATE TABLE n (a int REFERENCES people, FOREIGN KEY (a) REFERENCES orders)',
      [
        'orders: share-row-exclusive, catalog (foreign-key)',
        'people: share-row-exclusive, catalog (foreign-key)',
      ],
    ],
    [
      'CREATE TABLE n AS SELECT * FROM notes',
      ['notes: access-share, scan (read)', 'orders: access-share, scan (read)'],
    ],
    ['CREATE TABLE n (LIKE orders)', ['orders: access-share, catalog (read)']],
    ['CREATE TABLE n () INHERITS (orders)', ['orders: share-update-exclusive, catalog']],
    [
      'DROP TABLE lines',
      ['lines: access-exclusive, catalog', 'orders: access-exclusive, catalog (foreign-key)'],
    ],
    [
      'DROP TABLE orders CASCADE',
      [
        'orders: access-exclusive, catalog',
        'people: access-exclusive, catalog (foreign-key)',
        'lines: access-exclusive, catalog (cascade)',
        'notes: access-exclusive, catalog (cascade)',
      ],
    ],
    ['ALTER TABLE orders RENAME TO o', ['orders: access-exclusive, catalog']],
    ['ALTER TABLE orders SET SCHEMA s', ['orders: access-exclusive, catalog']],
    ['TRUNCATE lines', ['lines: access-exclusive, emptied']],
    [
      'TRUNCATE people CASCADE',
      [
        'people: access-exclusive, emptied',
        'orders: access-exclusive, emptied (cascade)',
        'lines: access-exclusive, emptied (cascade)',
      ],
    ],
    [
      'INSERT INTO orders SELECT * FROM lines',
      [
        'orders: row-exclusive, rows',
        'lines: access-share, scan (read)',
        'people: row-share, rows (foreign-key)',
      ],
    ],
    ['UPDATE orders SET note = NULL', ['orders: row-exclusive, rows']],
    ['DELETE FROM orders', ['orders: row-exclusive, rows', 'lines: row-exclusive, rows (foreign-key)']],
    ['DELETE FROM people', ['people: row-exclusive, rows', 'orders: row-share, rows (foreign-key)']],
  ])('%s', (statement, relations) => {
    expect(told(statement, SHOP)).toMatchObject({ relations, unknown: [], refused: false });
  });

  it('whose name only shows when it runs is said to be so', () => {
    expect(told('CREATE TABLE n (a int REFERENCES others)').relations).toEqual([
      'others: share-row-exclusive, catalog (foreign-key)',
    ]);
  });
});
