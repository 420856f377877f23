import { beforeAll, describe, expect, it } from 'vitest';

import { operationReader, type ShownOperation } from '../../testing/read-operations.ts';

let read: (sql: string) => ShownOperation[];
beforeAll(async () => {
  read = await operationReader();
});

/** What ALTER TABLE adds, written as here. */
function added(written: string): unknown {
  return read(`ALTER TABLE t ADD ${written}`).map(([, done]) => done);
}

const adds = (constraint: object) => [{ kind: 'add-constraint', table: 't', constraint }];

describe('A constraint that is added', () => {
  it.each<[string, object]>([
    ['PRIMARY KEY (a)', { kind: 'primary-key', columns: ['a'] }],
    [
      'CONSTRAINT k PRIMARY KEY USING INDEX i',
      { kind: 'primary-key', name: 'k', usingIndex: true, index: 'i' },
    ],
    ['CONSTRAINT k UNIQUE USING INDEX i', { kind: 'unique', name: 'k', usingIndex: true, index: 'i' }],
    ['UNIQUE USING INDEX i DEFERRABLE', { kind: 'unique', usingIndex: true, index: 'i', hasMore: true }],
    ['UNIQUE NULLS NOT DISTINCT (a, "B")', { kind: 'unique', columns: ['a', 'B'], hasMore: true }],
    ['CHECK (a > 0) NOT VALID', { kind: 'check', columns: ['a'], expression: 'a > 0', notValid: true }],
    [
      'CHECK (a > 0) NO INHERIT NOT VALID',
      { kind: 'check', columns: ['a'], expression: 'a > 0', notValid: true, hasMore: true },
    ],
    [
      'CHECK ((a > 0) AND (b > 0))',
      { kind: 'check', columns: ['a', 'b'], expression: '(a > 0) AND (b > 0)' },
    ],
    [
      'CONSTRAINT "CHECK" CHECK (a > 0)',
      { kind: 'check', name: 'CHECK', columns: ['a'], expression: 'a > 0' },
    ],
    ["CHECK (a <> 'CHECK (b)')", { kind: 'check', columns: ['a'], expression: "a <> 'CHECK (b)'" }],
    ['CHECK (/* why */ a > 0 /* so */)', { kind: 'check', columns: ['a'], expression: 'a > 0' }],
    ['CHECK (a.b > c.d.e)', { kind: 'check', columns: ['b', 'e'], expression: 'a.b > c.d.e' }],
    [
      'CHECK (lower(a) > b OR a IS NULL)',
      { kind: 'check', columns: ['a', 'b'], expression: 'lower(a) > b OR a IS NULL' },
    ],
    ['CHECK (true)', { kind: 'check', columns: [], expression: 'true' }],
    ['CHECK (a > 0 AND b.* IS NOT NULL)', { kind: 'check', expression: 'a > 0 AND b.* IS NOT NULL' }],
    ['EXCLUDE (a WITH =)', { kind: 'exclude', columns: ['a'] }],
    ['EXCLUDE USING gist ((a + b) WITH =, c WITH &&)', { kind: 'exclude' }],
  ])('%s', (written, constraint) => {
    expect(added(written)).toEqual(adds({ at: written, ...constraint }));
  });

  it.each<[string, object]>([
    ['', {}],
    [' NOT VALID', { notValid: true }],
    [' ON DELETE CASCADE', { onDelete: 'cascade' }],
    [' ON DELETE RESTRICT', { onDelete: 'restrict' }],
    [' ON DELETE SET NULL', { onDelete: 'set null' }],
    [' ON DELETE SET DEFAULT', { onDelete: 'set default' }],
    [' ON DELETE NO ACTION', {}],
    [' ON UPDATE CASCADE', { onUpdate: 'cascade' }],
    [' ON UPDATE RESTRICT', { onUpdate: 'restrict' }],
    [' ON UPDATE SET DEFAULT', { onUpdate: 'set default' }],
    [' ON UPDATE NO ACTION ON DELETE CASCADE', { onDelete: 'cascade' }],
    [' ON UPDATE CASCADE ON DELETE SET NULL', { onDelete: 'set null', onUpdate: 'cascade' }],
    [' ON DELETE CASCADE NOT VALID', { onDelete: 'cascade', notValid: true }],
    [' DEFERRABLE', { deferrable: 'immediate' }],
    [' DEFERRABLE INITIALLY IMMEDIATE', { deferrable: 'immediate' }],
    [' INITIALLY DEFERRED', { deferrable: 'deferred' }],
    [' NOT DEFERRABLE', {}],
    [' MATCH SIMPLE', {}],
    [' MATCH FULL', { hasMore: true }],
  ])('is a foreign key with%s', (behind, more) => {
    const written = `CONSTRAINT k FOREIGN KEY (a) REFERENCES s.u (id)${behind}`;
    expect(added(written)).toEqual(
      adds({
        at: written,
        kind: 'foreign-key',
        name: 'k',
        columns: ['a'],
        target: { table: 's.u', columns: ['id'] },
        ...more,
      }),
    );
  });
});

/** The column that ALTER TABLE adds, written as here. */
const addsColumn = (column: object) => [{ kind: 'add-column', table: 't', column }];
const INT = { name: 'int4', written: 'int' };
const key = (at: string) => ({ at, kind: 'foreign-key', columns: ['a'], target: { table: 'u' } });

describe('A column that is added', () => {
  it.each<[string, object]>([
    ['a int', { type: INT, nullable: true }],
    ['a int NOT NULL DEFAULT 1', { type: INT, nullable: false, default: { kind: 'sql', text: '1' } }],
    ['a int DEFAULT 1 NOT NULL', { type: INT, nullable: false, default: { kind: 'sql', text: '1' } }],
    ['a int DEFAULT NULL NOT NULL', { type: INT, nullable: false }],
    [
      'a int PRIMARY KEY DEFAULT 1',
      { type: INT, nullable: false, primaryKey: true, default: { kind: 'sql', text: '1' } },
    ],
    [
      'a smallserial',
      { type: { name: 'int2', written: 'smallserial' }, nullable: false, default: { kind: 'sequence' } },
    ],
    ['a int REFERENCES u', { type: INT, nullable: true, constraints: [key('REFERENCES u')] }],
    [
      'a int REFERENCES u NOT NULL UNIQUE',
      {
        type: INT,
        nullable: false,
        constraints: [key('REFERENCES u'), { at: 'UNIQUE', kind: 'unique', columns: ['a'] }],
      },
    ],
    [
      'a int CONSTRAINT n NOT NULL CONSTRAINT d DEFAULT 2 CONSTRAINT c CHECK (a > 1)',
      {
        type: INT,
        nullable: false,
        default: { kind: 'sql', text: '2' },
        constraints: [
          { at: 'CONSTRAINT c CHECK (a > 1)', kind: 'check', name: 'c', columns: ['a'], expression: 'a > 1' },
        ],
      },
    ],
    [
      'a double precision DEFAULT 0.5 CHECK (a < 1)',
      {
        type: { name: 'float8', written: 'double precision' },
        nullable: true,
        default: { kind: 'sql', text: '0.5' },
        constraints: [{ at: 'CHECK (a < 1)', kind: 'check', columns: ['a'], expression: 'a < 1' }],
      },
    ],
    [
      'a text COLLATE "C" NOT NULL',
      { type: { name: 'text', written: 'text' }, nullable: false, hasMore: true },
    ],
  ])('%s', (written, column) => {
    expect(added(`COLUMN ${written}`)).toEqual(addsColumn({ at: written, name: 'a', ...column }));
  });
});
