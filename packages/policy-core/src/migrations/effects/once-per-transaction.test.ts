import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { judgedSql } from '../../testing/judged-sql.ts';
import { oncePerTransaction } from './once-per-transaction.ts';

const parser = (await testParsers()).sql;

/** The first statements that change the schema, in one script or several. */
function firsts(...scripts: readonly string[]): readonly string[] {
  const all = scripts.flatMap((text) => judgedSql(parser, text));
  return Array.from(
    oncePerTransaction(all, ({ step }) => (step.operation.kind === 'other' ? undefined : `${step.index}`)),
    ({ found }) => found,
  );
}

describe('Once for each transaction', () => {
  it('is the first step that is asked for', () => {
    expect(firsts('BEGIN; DROP TABLE a; DROP TABLE b; COMMIT')).toEqual(['1']);
  });

  it('begins anew behind the end of a transaction', () => {
    expect(firsts('BEGIN; DROP TABLE a; COMMIT; DROP TABLE b; DROP TABLE c')).toEqual(['1', '3']);
    expect(firsts('BEGIN; DROP TABLE a; ROLLBACK; BEGIN; DROP TABLE b; COMMIT')).toEqual(['1', '4']);
    expect(firsts('BEGIN; DROP TABLE a; COMMIT AND CHAIN; DROP TABLE b')).toEqual(['1', '3']);
  });

  it('goes on behind a savepoint', () => {
    expect(firsts('BEGIN; DROP TABLE a; SAVEPOINT s; DROP TABLE b; ROLLBACK TO s; DROP TABLE c')).toEqual([
      '1',
    ]);
  });

  it('is asked for each migration by itself', () => {
    expect(firsts('DROP TABLE a; DROP TABLE b', 'DROP TABLE a')).toEqual(['0', '0']);
  });
});
