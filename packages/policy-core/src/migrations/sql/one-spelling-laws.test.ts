import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { anySqlText } from '../../testing/sql-texts.ts';
import { demandsIn, namesSpoken, oneSpelling } from './one-spelling.ts';

const parser = (await testParsers()).sql;

/** The grammar's reading of an expression, without the places; `undefined` where it is none. */
function treeOf(expression: string): string | undefined {
  const parsed = parser.parse(`SELECT 1 WHERE ${expression}`);
  if (parsed.kind !== 'statements' || parsed.statements.length !== 1) return undefined;
  return JSON.stringify(parsed.statements[0], (key, value: unknown) =>
    /location|start$|end$/i.test(key) ? undefined : value,
  );
}

const NAMES = ['state', 'Total', 'is_open', '"State"', '"total"', 'o.state', 'o."Total"', '"a b"'];
const CONSTANTS = [
  '1',
  '-2',
  "'new'",
  "'New  one'",
  "'It''s'",
  "E'a'",
  'true',
  'NULL',
  "date '2020-01-01'",
  '1e5',
];

const expression: fc.Arbitrary<string> = fc.letrec<{ one: string }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom(...NAMES),
    fc
      .tuple(
        fc.constantFrom(...NAMES),
        fc.constantFrom('=', '<>', '>', '<=', '~'),
        fc.constantFrom(...CONSTANTS),
      )
      .map((parts) => parts.join(' ')),
    fc.constantFrom(...NAMES).map((name) => `${name} IS NOT NULL`),
    fc.constantFrom(...NAMES).map((name) => `${name} IS TRUE`),
    fc.constantFrom(...NAMES).map((name) => `${name} IN (1, 2)`),
    fc.constantFrom(...NAMES).map((name) => `${name} BETWEEN 1 AND 2`),
    fc.constantFrom(...NAMES).map((name) => `lower(${name})::text LIKE 'a%'`),
    tie('one').map((one) => `(${one})`),
    tie('one').map((one) => `NOT (${one})`),
    fc.tuple(tie('one'), fc.constantFrom('AND', 'OR'), tie('one')).map((parts) => parts.join(' ')),
  ),
})).one;

/** Writes the same in another way. */
const disguise = fc.array(fc.constantFrom(' ', '\n', '\t', ' /* and */ ', ' -- or\n'), {
  minLength: 3,
  maxLength: 3,
});

function disguised(text: string, gaps: readonly string[]): string {
  let count = 0;
  return text.replaceAll(/'(?:[^']|'')*'|"[^"]*"|\s+/g, (part) => {
    count += 1;
    return /^\s/.test(part) ? (gaps[count % gaps.length] ?? ' ') : part;
  });
}

describe('One spelling of an expression', () => {
  it('means to PostgreSQL what the expression means', () => {
    fc.assert(
      fc.property(expression, (text) => {
        const tree = treeOf(text);
        fc.pre(tree !== undefined);
        expect(treeOf(oneSpelling(text)), oneSpelling(text)).toBe(tree);
      }),
    );
  });

  it('is the same for all ways to write it', () => {
    fc.assert(
      fc.property(expression, disguise, fc.nat(2), (text, gaps, depth) => {
        const written = `${'('.repeat(depth)}${disguised(text, gaps)}${')'.repeat(depth)}`;
        expect(oneSpelling(written)).toBe(oneSpelling(text));
      }),
    );
  });

  it('is another where PostgreSQL reads something else', () => {
    fc.assert(
      fc.property(expression, expression, (one, other) => {
        const trees = [treeOf(one), treeOf(other)];
        fc.pre(trees[0] !== undefined && trees[1] !== undefined && trees[0] !== trees[1]);
        expect(oneSpelling(one)).not.toBe(oneSpelling(other));
      }),
    );
  });

  it('tells a quote in a text from the end of it', () => {
    expect(oneSpelling("state = 'It''s'")).toBe("state='It''s'");
    expect(oneSpelling("state = 'It'\n's'")).toBe("state='It' 's'");
    expect(oneSpelling("''''")).toBe("''''");
    expect(demandsIn("a = 'x''y' AND b = ''")).toEqual(["a='x''y'", "b=''"]);
  });

  it('is there for any text, and is the spelling of itself', () => {
    fc.assert(
      fc.property(anySqlText, (text) => {
        expect(typeof oneSpelling(text)).toBe('string');
        expect(demandsIn(text).length).toBeGreaterThan(0);
        for (const name of namesSpoken(text)) expect(name).not.toBe('');
      }),
    );
  });
});

describe('What a WHERE demands', () => {
  it('is, all together, what the WHERE says', () => {
    fc.assert(
      fc.property(fc.array(expression, { minLength: 1, maxLength: 4 }), (parts) => {
        const where = parts.map((part) => `(${part})`).join(' AND ');
        fc.pre(treeOf(where) !== undefined);
        const demands = demandsIn(where);
        expect(demands).toEqual(parts.flatMap((part) => demandsIn(part)));
        for (const demand of demands) expect(treeOf(demand), demand).toBeDefined();
      }),
    );
  });

  it('is never a part of what either of two may meet', () => {
    fc.assert(
      fc.property(expression, expression, (one, other) => {
        const where = `(${one}) OR (${other})`;
        expect(demandsIn(where)).toEqual([oneSpelling(where)]);
      }),
    );
  });

  it.each<[string, readonly string[]]>([
    ['state = 1 AND NOT (is_open OR total > 2)', ['state=1', 'not(is_open or total>2)']],
    ['state BETWEEN 1 AND 2 AND is_open', ['state between 1 and 2 and is_open']],
    ['(state BETWEEN 1 AND 2) AND is_open', ['state between 1 and 2', 'is_open']],
    ['is_open IS NOT TRUE', ['is_open is not true']],
    ['"State" = true', ['"State"=true']],
    ['"is_open" = true', ['is_open']],
    ['o.is_open = true', ['o.is_open=true']],
    ['is_open = TRUE -- AND state = 1', ['is_open']],
    ["state = 'a AND b'", ["state='a AND b'"]],
    ['CASE WHEN a AND b THEN c END', ['case when a', 'b then c end']],
  ])('is told one by one: %s', (where, demands) => {
    expect(demandsIn(where)).toEqual(demands);
  });
});

describe('The names that an expression speaks of', () => {
  it('are all columns that PostgreSQL finds in it', () => {
    fc.assert(
      fc.property(expression, (text) => {
        const parsed = parser.parse(`SELECT 1 WHERE ${text}`);
        fc.pre(parsed.kind === 'statements');
        const columns = [...JSON.stringify(parsed).matchAll(/"fields":\[(.*?)\],"location"/g)].flatMap(
          ([, list = '']) => Array.from(list.matchAll(/"sval":"([^"]*)"/g), ([, name = '']) => name),
        );
        const spoken = namesSpoken(text).map((name) => name.replaceAll('"', ''));
        expect(columns.filter((name) => !spoken.includes(name))).toEqual([]);
      }),
    );
  });
});
