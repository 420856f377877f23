import { describe, expect, it } from 'vitest';

import { startOf } from '../../model/source-span.ts';
import { judgedSql } from '../../testing/judged-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import type { JudgedEffects } from './judged-effects.ts';
import type { Work } from './step-effects.ts';
import { openWork, tableWork } from './table-work.ts';

const parser = (await testParsers()).sql;

function last(text: string): JudgedEffects {
  const judged = judgedSql(parser, text).at(-1);
  if (judged === undefined) throw new Error('The script does nothing.');
  return judged;
}

const work = (text: string, table = 'orders') => tableWork(last(text), tableNamed(table));

describe('What a step costs the table that it names', () => {
  it.each<[statement: string, work: string, takes: string]>([
    [
      'CREATE INDEX ON orders (a)',
      'index',
      'takes SHARE on orders and builds an index over its rows; writers wait',
    ],
    [
      'ALTER TABLE orders ADD CHECK (a > 0)',
      'scan',
      'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
    ],
    [
      'ALTER TABLE orders ADD CHECK (a > 0) NOT VALID',
      'catalog',
      'takes ACCESS EXCLUSIVE on orders; readers and writers wait',
    ],
    [
      'ALTER TABLE orders ALTER a TYPE int USING 1',
      'rewrite',
      'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
    ],
    [
      'ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES people',
      'scan',
      'takes SHARE ROW EXCLUSIVE on orders and reads every row; writers wait',
    ],
  ])('is told of %s', (statement, longest, takes) => {
    expect(work(statement)).toEqual({ work: longest, isPartitioned: false, takes });
  });

  it('is the longest that is done to its partitions, under the lock on itself', () => {
    // The partition is attached to a table that the migration does not make.
    const script = 'ALTER TABLE orders ATTACH PARTITION orders_25 DEFAULT; ALTER TABLE orders ADD UNIQUE (a)';
    expect(work(script)).toEqual({
      work: 'index',
      isPartitioned: true,
      takes: 'takes ACCESS EXCLUSIVE on orders and builds an index over its rows; readers and writers wait',
    });
  });

  it('is told of each work that is asked for, and of none that is not done', () => {
    const judged = last('ALTER TABLE orders ADD a uuid DEFAULT next_token() CHECK (a > 0)');
    const doing = (asked: Work) => tableWork(judged, tableNamed('orders'), { doing: asked })?.takes;
    expect(tableWork(judged, tableNamed('orders'))?.work).toBe('scan');
    expect(doing('scan')).toBe(
      'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
    );
    expect(doing('unknown')).toBe(
      'takes ACCESS EXCLUSIVE on orders and may write every row again; readers and writers wait',
    );
    expect(doing('rewrite')).toBeUndefined();
  });

  it('may not be so much where that only shows when it runs', () => {
    const judged = last('CREATE INDEX ON orders (a)');
    const takes = 'may take SHARE on orders and build an index over its rows; writers wait';
    expect(tableWork(judged, tableNamed('orders'), { isOpen: true })?.takes).toBe(takes);
    const uncertain = { ...judged, step: { ...judged.step, isCertain: false } };
    expect(tableWork(uncertain, tableNamed('orders'))?.takes).toBe(takes);
  });

  it('is nothing where the same migration makes it', () => {
    expect(work('CREATE TABLE orders (a int); CREATE INDEX ON orders (a)')).toBeUndefined();
    expect(work('CREATE TABLE others (a int); CREATE INDEX ON orders (a)')?.work).toBe('index');
  });

  it('is nothing where it names none', () => {
    expect(work('CREATE SEQUENCE s')).toBeUndefined();
  });
});

describe('What keeps anybody from telling how long a step takes', () => {
  it('is said of its place, with every reason', () => {
    expect(openWork(last('ALTER TABLE orders ALTER a TYPE bigint'), tableNamed('orders'))).toEqual({
      at: startOf('migrations/1.sql'),
      subject: 'orders',
      waitsFor: 'observation',
      missing: [{ fact: 'migrations/1.sql', reason: 'nothing shows which type the column has' }],
    });
  });

  it('is nothing where all is known', () => {
    expect(openWork(last('CREATE INDEX ON hr.orders (a)'), tableNamed('hr.orders'))).toMatchObject({
      subject: 'hr.orders',
      missing: [],
    });
  });
});
