import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formattedBraces, formattedPercent, type FormatValues } from './formatting.ts';
import type { TextPart } from './text.ts';

const literal = (text: string): TextPart => ({
  kind: 'known',
  text,
  start: 10,
  end: 10 + text.length,
  verbatim: true,
});
const hole: TextPart = { kind: 'unknown', source: 'x', start: 90, end: 91 };

function values(positional: readonly string[], named: Readonly<Record<string, string>> = {}): FormatValues {
  const part = (text: string): TextPart[] => [{ kind: 'known', text, start: 50, end: 60, verbatim: true }];
  return {
    positional: positional.map(part),
    named: (name) => (named[name] === undefined ? undefined : part(named[name])),
  };
}

const shown = (parts: readonly TextPart[]) =>
  parts.map((part) => (part.kind === 'known' ? part.text : `<${part.source}>`)).join('');

describe('str.format', () => {
  it.each<[string, string[], Record<string, string>, string]>([
    ['DROP TABLE {}', ['a'], {}, 'DROP TABLE a'],
    ['{} {} {}', ['a', 'b', 'c'], {}, 'a b c'],
    ['{0} {1} {0}', ['a', 'b'], {}, 'a b a'],
    ['{schema}.{table}', [], { schema: 'a', table: 'b' }, 'a.b'],
    ['{} {table}', ['a'], { table: 'b' }, 'a b'],
    ['{{}} {}', ['a'], {}, '{} a'],
    ['{{{}}}', ['a'], {}, '{a}'],
    ['{}', [], {}, '<{}>'],
    ['{5}', ['a'], {}, '<{5}>'],
    ['{table}', ['a'], {}, '<{table}>'],
    ['{table.name}', [], { table: 'a' }, '<{table.name}>'],
    ['{table[0]}', [], { table: 'a' }, '<{table[0]}>'],
    ['{!s}', ['a'], {}, '<{!s}>'],
    ['{:>10}', ['a'], {}, '<{:>10}>'],
    ['no field', ['a'], {}, 'no field'],
    ['', ['a'], {}, ''],
    ['{ a', ['a'], {}, '{ a'],
    ['a }', ['a'], {}, 'a }'],
    ['😀 {} é', ['訂'], {}, '😀 訂 é'],
  ])('puts values in: %s', (...[format, positional, named, text]) => {
    expect(shown(formattedBraces([literal(format)], values(positional, named)))).toBe(text);
  });

  it('goes on counting behind a part that is not known', () => {
    const parts = [literal('{} '), hole, literal(' {}')];
    expect(shown(formattedBraces(parts, values(['a', 'b'])))).toBe('a <x> b');
  });

  it.each<[string, string[], string]>([
    ['an escape in the middle', ['DROP TABLE {ta', 'b', 'le}'], 'DROP TABLE orders'],
    ['two literals', ['DROP TABLE {', 'table} a'], 'DROP TABLE orders a'],
    ['doubled braces of two', ['{', '{table}', '}'], '{table}'],
    ['an empty one between', ['{', '', 'table}'], 'orders'],
    ['the end of one and the beginning of the next', ['{table}', '{table}'], 'ordersorders'],
  ])('finds fields that several parts make: %s', (_, texts, text) => {
    expect(shown(formattedBraces(texts.map(literal), values([], { table: 'orders' })))).toBe(text);
  });

  it('finds no field that is half unknown', () => {
    expect(shown(formattedBraces([literal('{'), hole, literal('}')], values(['a'])))).toBe('{<x>}');
  });

  it('reads many parts and fields in time', () => {
    const parts = Array.from({ length: 40_000 }, () => literal('{{ }}'));
    expect(formattedBraces(parts, values([]))).toHaveLength(120_000);
  });

  it('does not put values into values', () => {
    expect(shown(formattedBraces([literal('{} {}')], values(['{}', 'b'])))).toBe('{} b');
  });
});

describe('The percent operator', () => {
  it.each<[string, string[], string]>([
    ['DROP TABLE %s', ['a'], 'DROP TABLE a'],
    ['%s.%s', ['a', 'b'], 'a.b'],
    ['%d %i', ['1', '-2'], '1 -2'],
    ['%f %r %x %s', ['1', '2', '3', '4'], '<%f> <%r> <%x> 4'],
    ['%-10s|%05d|%+.2f|%s', ['a', '1', '2', 'b'], '<%-10s>|<%05d>|<%+.2f>|b'],
    ['% d', ['3'], '<% d>'],
    // Python passes over the length that C would have.
    ['%ls %hd %Li %la %5ls', ['a', '1', '2', 'b', 'c'], 'a 1 2 <%la> <%5ls>'],
    ['%l %h', ['a', 'b'], '<%l> <%h>'],
    ['%d %i', ['3.5', 'a'], '<%d> <%i>'],
    ['%*d %s', ['5', '1', 'a'], '<%*d> a'],
    ['100%%', [], '100%'],
    ['%%s %s', ['a'], '%s a'],
    ['%s', [], '<%s>'],
    ['%s %s', ['a'], 'a <%s>'],
    ['%(table)s', ['a'], '<%(table)s>'],
    ['LIKE "a%"', ['b'], 'LIKE "a%"'],
    ['no field', ['a'], 'no field'],
    ['😀 %s', ['é'], '😀 é'],
  ])('puts values in: %s', (format, positional, text) => {
    expect(shown(formattedPercent([literal(format)], values(positional)))).toBe(text);
  });

  it('puts values in by name where they are known by name', () => {
    const parts = formattedPercent([literal('%(a)s.%(b)s')], values([], { a: '1' }));
    expect(shown(parts)).toBe('1.<%(b)s>');
  });
});

describe('Where formatted text stands', () => {
  it('is where it is written, and a value stands where its field does', () => {
    expect(formattedBraces([literal('ab {} cd')], values(['v']))).toEqual([
      { kind: 'known', text: 'ab ', start: 10, end: 13, verbatim: true },
      { kind: 'known', text: 'v', start: 13, end: 15, verbatim: false },
      { kind: 'known', text: ' cd', start: 15, end: 18, verbatim: true },
    ]);
  });

  it('is the whole of a part that is not written as it reads', () => {
    const part: TextPart = { kind: 'known', text: 'a {}', start: 5, end: 30, verbatim: false };
    expect(formattedBraces([part], values(['v'])).map(({ start, end }) => [start, end])).toEqual([
      [5, 30],
      [5, 30],
    ]);
  });

  it('is the field for a value that is not known', () => {
    const given: FormatValues = { positional: [[hole]], named: () => undefined };
    expect(formattedPercent([literal('%s')], given)).toEqual([{ ...hole, start: 10, end: 12 }]);
  });

  it('is all of the parts that make a field together', () => {
    const parts: TextPart[] = [
      { kind: 'known', text: 'a {', start: 5, end: 8, verbatim: true },
      { kind: 'known', text: 'x', start: 8, end: 12, verbatim: false },
      { kind: 'known', text: '} b', start: 12, end: 15, verbatim: true },
    ];
    expect(formattedBraces(parts, values([], { x: 'v' }))).toEqual([
      { kind: 'known', text: 'a ', start: 5, end: 7, verbatim: true },
      { kind: 'known', text: 'v', start: 7, end: 13, verbatim: false },
      { kind: 'known', text: ' b', start: 13, end: 15, verbatim: true },
    ]);
  });

  it('is where a field begins, when its end comes from elsewhere', () => {
    const parts: TextPart[] = [
      { kind: 'known', text: '{', start: 50, end: 51, verbatim: true },
      { kind: 'known', text: 'x}', start: 5, end: 7, verbatim: true },
    ];
    expect(formattedBraces(parts, values([], { x: 'v' }))).toEqual([
      { kind: 'known', text: 'v', start: 50, end: 51, verbatim: false },
    ]);
  });

  const pieces = fc.array(
    fc.constantFrom('a', ' ', '{}', '{0}', '{n}', '{x.y}', '%s', '%(n)s', '%%', '{{', '}}'),
  );

  it('lies in the format, and what is verbatim is written just so', () => {
    fc.assert(
      fc.property(pieces, fc.boolean(), (all, isPercent) => {
        const text = all.join('');
        const format = isPercent ? formattedPercent : formattedBraces;
        let position = 10;
        for (const part of format([literal(text)], values(['1', '2'], { n: '3' }))) {
          expect(part.start).toBe(position);
          position = part.end;
          if (part.kind === 'known' && part.verbatim) {
            expect(text.slice(part.start - 10, part.end - 10)).toBe(part.text);
          }
        }
        expect(position).toBe(10 + text.length);
      }),
    );
  });
});
