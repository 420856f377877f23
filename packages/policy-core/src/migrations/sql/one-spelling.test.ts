import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { demandsIn, namesSpoken, oneSpelling } from './one-spelling.ts';

describe('One spelling of an expression', () => {
  test.each([
    ['lower(name)', 'lower(name)'],
    ['LOWER( Name )', 'lower(name)'],
    ['(lower(name))', 'lower(name)'],
    ['((a) + (b))', '(a)+(b)'],
    ['(a) + (b)', '(a)+(b)'],
    ['"name"', 'name'],
    ['"Name"', '"Name"'],
    ['name /* of the order */', 'name'],
    ["coalesce(a, 'B  c')", "coalesce(a,'B  c')"],
    ['a IS  NOT NULL', 'a is not null'],
    ['', ''],
  ])('%s is %s', (text, spelling) => {
    expect(oneSpelling(text)).toBe(spelling);
  });

  test('has one spelling itself', () => {
    const part = fc.constantFrom(
      'a',
      'B',
      '"c"',
      '(',
      ')',
      ' ',
      "'X y'",
      '=',
      'AND',
      'is',
      '1',
      '::text',
      ',',
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const once = oneSpelling(parts.join(' '));
        expect(oneSpelling(once)).toBe(once);
      }),
    );
  });
});

describe('What a WHERE demands', () => {
  test.each([
    ['bound', ['bound']],
    ['bound = true', ['bound']],
    ['bound IS TRUE', ['bound']],
    ['bound = false', ['not bound']],
    ['NOT bound', ['not bound']],
    ['a IS NULL AND b = 1', ['a is null', 'b=1']],
    ['(a IS NULL) and (b = 1)', ['a is null', 'b=1']],
    ['((a IS NULL AND (b = 1)))', ['a is null', 'b=1']],
    ['a AND (b AND c = true)', ['a', 'b', 'c']],
    ['a OR b AND c', ['a or b and c']],
    ['a AND (b OR c)', ['a', 'b or c']],
    ['a BETWEEN 1 AND 2', ['a between 1 and 2']],
    ["state IN ('AND', 'or')", ["state in('AND','or')"]],
  ])('%s', (where, demands) => {
    expect(demandsIn(where)).toEqual(demands);
  });

  test('in any number of brackets and spaces is the same', () => {
    const demand = fc.constantFrom('a IS NULL', 'b = 1', "c = 'x'", 'd', 'NOT e');
    fc.assert(
      fc.property(fc.array(demand, { minLength: 1 }), fc.nat(3), (demands, depth) => {
        const where = demands.map((one) => `${'('.repeat(depth)} ${one} ${')'.repeat(depth)}`).join('\nand ');
        expect(demandsIn(where)).toEqual(demandsIn(demands.join(' AND ')));
      }),
    );
  });
});

describe('The names that an expression speaks of', () => {
  test.each([
    ['lower(name)', ['name']],
    ['coalesce(Shop, \'name\') || "Number"', ['shop', '"Number"']],
    ['(state)::text', ['state']],
    ['md5(a)', ['a']],
    ["'text'", []],
  ])('%s', (expression, names) => {
    expect(namesSpoken(expression)).toEqual(names);
  });
});

describe('Texts that nobody writes', () => {
  test('brackets around brackets go, however many there are', () => {
    const deep = `${'('.repeat(100_000)}a = 1${')'.repeat(100_000)}`;
    expect(oneSpelling(deep)).toBe('a=1');
    expect(demandsIn(deep)).toEqual(['a=1']);
  });

  test('demands in demands are told apart as deep as somebody may write them, and no deeper', () => {
    const nested = (depth: number): string => (depth === 0 ? 'z' : `a${depth} AND (${nested(depth - 1)})`);
    expect(demandsIn(nested(3))).toEqual(['a3', 'a2', 'a1', 'z']);
    expect(demandsIn(nested(20))).toHaveLength(21);
    expect(demandsIn(nested(500))).toHaveLength(21);
    expect(demandsIn(nested(500)).at(-1)).toContain('a480 and(a479 and(');
  });

  test('a list as long as a file is spelled in one go', () => {
    const long = Array.from({ length: 100_000 }, (_, number) => `a = ${number}`).join(' OR ');
    expect(demandsIn(long)).toEqual([long.replaceAll(' = ', '=').replaceAll(' OR ', ' or ')]);
  });
});
