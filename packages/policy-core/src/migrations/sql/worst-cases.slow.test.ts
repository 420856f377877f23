import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { readSqlScript } from '../../testing/read-sql-script.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';

const parser = (await testParsers()).sql;

describe('Hostile SQL of 2 MB', () => {
  it.each([
    ['many small statements', "insert into t values (1, 'a');\n", 60_000, 0],
    ['no statement at all', 'a;', 1_000_000, 1_002],
    ['parentheses that never close', '(;', 1_000_000, 1_002],
    ['comments in comments that never close', '/*', 1_000_000, 1],
    ['strings one after the other', "E'' \n", 400_000, 1],
    ['dollar quotes that never close', '$a$ $b$ ', 250_000, 1],
    ['a quoted name after the other', '"" ', 600_000, 1],
    ['operators', '+-/ ', 500_000, 1],
  ])('is judged in few steps: %s', (...[, part, times, problems]) => {
    const started = stepsTaken();
    expect(readSqlScript(parser, part.repeat(times)).problems).toHaveLength(problems);
    expect(stepsTaken() - started).toBeLessThan(90_000_000);
  });

  it('is judged in few steps: comments in comments inside a statement', () => {
    const started = stepsTaken();
    const text = `SELECT ${'/*'.repeat(400_000)}${'*/'.repeat(400_000)} 1; DROP TABLE orders;`;
    const { drops, problems } = readSqlScript(parser, text);
    expect(problems).toEqual([]);
    expect(drops.map(({ table }) => table)).toEqual(['orders']);
    expect(stepsTaken() - started).toBeLessThan(4_000_000);
  });

  it('is judged in few steps: a DO block with very many EXECUTE', () => {
    const started = stepsTaken();
    const text = `DO $$ BEGIN ${'EXECUTE x;'.repeat(150_000)} END $$;`;
    expect(readSqlScript(parser, text).problems).toHaveLength(150_000);
    expect(stepsTaken() - started).toBeLessThan(40_000_000);
  });
});
