import { describe, expect, it } from 'vitest';

import { testParsers } from '../testing/load-parsers.ts';
import { stepsTaken } from '../testing/steps-taken.ts';

const parser = (await testParsers()).python;

describe('A hostile Python file', () => {
  it.each([
    ['nothing else', '\\\n', 1_000_000],
    ['blanks', ' \t\\\r\n', 400_000],
    ['nothing else, and a carriage return', '\\\r', 1_000_000],
    ['as many as are read', `${'\\\n'.repeat(200)}    a\n`, 100],
    ['very many blanks', `\\\n${' '.repeat(1_000)}`, 200],
  ])('is read in few steps, or refused, where very many lines go on: %s', (_, piece, times) => {
    const started = stepsTaken();
    const { kind } = parser.parse(`if a:\n    b\n${piece.repeat(times)}    c\n`);
    expect(kind).toBe(times > 200 ? 'unanalyzable' : 'module');
    expect(stepsTaken() - started).toBeLessThan(300_000);
  });

  it('is judged in few steps, however hostile', () => {
    const started = stepsTaken();
    parser.parse('('.repeat(1_000_000));
    parser.parse(`${'"'.repeat(1_000_001)}`);
    parser.parse('x = 1\n'.repeat(160_000));
    expect(stepsTaken() - started).toBeLessThan(30_000_000);
  });
});
