import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { checkPlan } from './check-plan.ts';

const parser = (await testParsers()).sql;

describe('A plan of very many words is judged in few steps', () => {
  it.each([
    'delete from ',
    'x /* \n',
    '/* x',
    'alter table a ',
    'drop table\n',
    'drop column where ',
    'Dropped\n',
  ])('%j again and again', (piece) => {
    const plan = `zzz\n${piece.repeat(Math.floor(400_000 / piece.length))}`;
    const started = stepsTaken();
    expect(checkPlan(plan, parser).verdict).not.toBe('pass');
    expect(stepsTaken() - started).toBeLessThan(200_000_000);
  });
});
