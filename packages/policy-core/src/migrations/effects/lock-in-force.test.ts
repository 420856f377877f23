import { describe, expect, it } from 'vitest';

import { judgedSql } from '../../testing/judged-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { tableText } from '../operations/name.ts';
import { lockInForce } from './lock-in-force.ts';

const parser = (await testParsers()).sql;

/** `orders: share`, or `orders: share since before`, of what the last step concerns. */
function inForce(text: string): readonly string[] {
  const judged = judgedSql(parser, text).at(-1);
  if (judged === undefined) throw new Error('The script does nothing.');
  return judged.existing.map((effect) => {
    const { lock, isEarlier } = lockInForce(judged, effect);
    return `${tableText(effect.relation)}: ${lock}${isEarlier ? ' since before' : ''}`;
  });
}

describe('The lock in force', () => {
  it.each([
    ['is that of the step', 'CREATE INDEX ON orders (a)', ['orders: share']],
    [
      'is that of the whole ALTER TABLE, whatever comes first',
      'ALTER TABLE orders ADD b int, ADD FOREIGN KEY (a) REFERENCES people',
      ['orders: access-exclusive', 'people: share-row-exclusive'],
    ],
    [
      'is that of the whole ALTER TABLE, with comments in it',
      'ALTER TABLE orders ADD b int, -- new\n VALIDATE CONSTRAINT c',
      ['orders: access-exclusive'],
    ],
    [
      'is not that of a statement before it, which may have ended its transaction',
      'ALTER TABLE orders ADD b int; CREATE INDEX ON orders (a)',
      ['orders: share'],
    ],
    [
      'is one that the transaction holds',
      'BEGIN; ALTER TABLE orders ADD b int; CREATE INDEX ON orders (a)',
      ['orders: access-exclusive since before'],
    ],
    [
      'is one that the transaction holds, also on others',
      'BEGIN; LOCK people; ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES people',
      ['orders: share-row-exclusive', 'people: access-exclusive since before'],
    ],
    [
      'is its own where the one that is held is weaker',
      'BEGIN; CREATE INDEX ON orders (a); ALTER TABLE orders ADD b int',
      ['orders: access-exclusive'],
    ],
    [
      'is its own once the transaction has ended',
      'BEGIN; ALTER TABLE orders ADD b int; COMMIT; CREATE INDEX ON orders (a)',
      ['orders: share'],
    ],
  ])('%s', (_, text, locks) => {
    expect(inForce(text)).toEqual(locks);
  });
});
