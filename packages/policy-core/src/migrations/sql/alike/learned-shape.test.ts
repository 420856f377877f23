import { describe, expect, it } from 'vitest';

import type { TextRange } from '../../../model/text-range.ts';
import { learnedShape } from './learned-shape.ts';
import { filled } from './reading-pattern.ts';
import { statementShapes } from './statement-shapes.ts';

const SQL = 'ALTER TABLE orders RENAME users TO carts';

function shapeOf(sql: string) {
  const [shape] = statementShapes(sql) ?? [];
  if (shape?.key === undefined) throw new Error('The statement is like no other.');
  return { ...shape, key: shape.key };
}

/** What a reader tells of one statement, once it has learned the shape of another. */
function learnedBy(
  read: (sql: string, range: TextRange) => unknown,
  sql = SQL,
  other = 'ALTER TABLE k1 RENAME m1 TO c1',
) {
  const { key, names } = shapeOf(sql);
  const pattern = learnedShape(key, names.length, read);
  return pattern && filled(pattern, shapeOf(other));
}

/** The names of a statement as a reader finds them. */
function namesIn(sql: string): readonly string[] {
  return sql.match(/[a-z_][a-z0-9_]*/g) ?? [];
}

describe('What is learned of a shape', () => {
  it('is what is read of each statement', () => {
    const read = (sql: string, { start, end }: TextRange) => ({ names: namesIn(sql), start, end });
    expect(learnedBy(read)).toEqual({ names: ['k1', 'm1', 'c1'], start: 0, end: 30 });
  });

  it('holds for rows of any number of characters', () => {
    const sql = "INSERT INTO orders VALUES (1, 'a')";
    const read = (text: string, { end }: TextRange) => ({
      names: namesIn(text.replace(/VALUES.*/s, '')),
      end,
    });
    expect(learnedBy(read, sql, "INSERT INTO c1 VALUES ('some text', 12345)")).toEqual({
      names: ['c1'],
      end: 42,
    });
  });

  it.each<[string, (sql: string, range: TextRange) => unknown]>([
    ['at how long a name is', (sql) => namesIn(sql)[0]?.length],
    ['at how long the text is', (sql) => sql.length],
    ['at which name comes first in the alphabet', (sql) => namesIn(sql).toSorted()[0]],
    ['at the letters of a name', (sql) => namesIn(sql)[0]?.startsWith('q')],
    ['at where the text begins', (_, { start }) => ({ place: start })],
    ['only at a part of a name', (sql) => namesIn(sql)[1]?.slice(1)],
    ['at names as it writes them', (sql) => namesIn(sql)[0]?.toUpperCase()],
    ['at a place inside of a name', (sql) => ({ start: sql.search(/[a-z]/) + 1 })],
    ['at how long two names are together', (sql) => namesIn(sql).join('_').slice(0, 63)],
    ['at nothing that it could read', () => undefined],
  ])('is nothing where the reader looks %s', (_, read) => {
    expect(learnedBy(read)).toBeUndefined();
  });

  it('is nothing where the reader looks at the rows', () => {
    const sql = 'INSERT INTO orders VALUES (1)';
    expect(learnedBy((text) => text.includes('7'), sql, sql)).toBeUndefined();
    expect(learnedBy((text) => text.replace(/^.*VALUES/s, ''), sql, sql)).toBeUndefined();
  });

  it('is nothing where names of its own stand in the statement', () => {
    const { key, names } = shapeOf('ALTER TABLE orders RENAME users TO carts /* qbbj */');
    expect(learnedShape(key, names.length, () => ({}))).toBeDefined();
    expect(learnedShape(`${key} 'qbbj'`, names.length, () => ({}))).toBeUndefined();
  });

  it('is there also for a statement of many names', () => {
    const columns = Array.from({ length: 150 }, (_, index) => `c${index} int`);
    const sql = `CREATE TABLE orders (${columns.join(', ')})`;
    expect(learnedBy((text) => namesIn(text).length, sql, sql)).toBe(namesIn(sql).length);
    const more = Array.from({ length: 300 }, (_, index) => `c${index} int`);
    const long = `CREATE TABLE orders (${more.join(', ')})`;
    // There are not so many short names; then each is read.
    expect(learnedBy((text) => namesIn(text).length, long, long)).toBeUndefined();
  });
});
