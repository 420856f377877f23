import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { stepsTaken } from '../testing/steps-taken.ts';
import { readTomlTree } from './toml-tree.ts';
import type { TomlTable, TomlValue } from './toml-value.ts';

function rootOf(text: string): TomlTable {
  const reading = readTomlTree(text);
  if (reading.kind === 'malformed') throw new Error(reading.problem);
  return reading.root;
}

/** The values without their places. */
function plain(value: TomlValue): unknown {
  switch (value.kind) {
    case 'table':
      return Object.fromEntries(Array.from(value.entries, ([key, entry]) => [key, plain(entry.value)]));
    case 'array':
      return value.items.map(plain);
    case 'time':
      return `${value.form} ${value.written}`;
    case 'float':
      return 'float';
    default:
      return value.value;
  }
}

/** What stands at each key and value that a path of keys leads to. */
function written(text: string, ...steps: readonly string[]): readonly (string | undefined)[] {
  let at: TomlValue | undefined = rootOf(text);
  let key: string | undefined;
  for (const step of steps) {
    const entry: TomlValue | undefined = at;
    if (entry?.kind === 'table') {
      const found = entry.entries.get(step);
      key = found && text.slice(found.key.start, found.key.end);
      at = found?.value;
    } else if (entry?.kind === 'array') {
      at = entry.items[Number(step)];
    }
  }
  return [key, at && text.slice(at.range.start, at.range.end)];
}

describe('values', () => {
  test.each([
    ["a = 'x'", { a: 'x' }],
    ['a = "x\\u0041"', { a: 'xA' }],
    ['a = """\nx\r\ny"""', { a: 'x\ny' }],
    ['a = true\nb = false', { a: true, b: false }],
    ['a = 0x1F\nb = 1_000', { a: 31n, b: 1000n }],
    ['a = 99999999999999999999999', { a: 99_999_999_999_999_999_999_999n }],
    ['a = 1.5\nb = inf', { a: 'float', b: 'float' }],
    ['a = 2025-01-25T11:30:10.164985+00:00', { a: 'offset-date-time 2025-01-25T11:30:10.164985+00:00' }],
    ['a = 2025-01-25T11:30:10', { a: 'local-date-time 2025-01-25T11:30:10' }],
    ['a = 2025-01-25\nb = 10:00:00', { a: 'local-date 2025-01-25', b: 'local-time 10:00:00' }],
    ['a = [1, "x", [true]]', { a: [1n, 'x', [true]] }],
    ['a = { b = 1, c.d = 2 }', { a: { b: 1n, c: { d: 2n } } }],
    ['', {}],
    ['# nothing\r\n', {}],
  ])('of %j are read', (text, value) => {
    expect(plain(rootOf(text))).toEqual(value);
  });
});

describe('tables', () => {
  it('are put together from their pieces', () => {
    const text = `a.x = 1
[b]
x = 2
[[c]]
x = 3
[c.d]
x = 4
[[c.e]]
x = 5
[[c.e]]
[[c]]
[b.c.d]
x = 6
`;
    expect(plain(rootOf(text))).toEqual({
      a: { x: 1n },
      b: { x: 2n, c: { d: { x: 6n } } },
      c: [{ x: 3n, d: { x: 4n }, e: [{ x: 5n }, {}] }, {}],
    });
  });

  it('may have names that every object of the language has', () => {
    const table = rootOf('__proto__ = 1\n[constructor]\nprototype.a = 2\n');
    expect(Array.from(table.entries.keys())).toEqual(['__proto__', 'constructor']);
  });

  it('reach from their head to the end of the last that belongs to them', () => {
    const text = '[[p]]\nname = "a"\n[p.sdist]\nurl = "u"\n\n[[p]]\nname = "b"\n';
    expect(written(text, 'p', '0')[1]).toBe('[[p]]\nname = "a"\n[p.sdist]\nurl = "u"');
    expect(written(text, 'p', '1')[1]).toBe('[[p]]\nname = "b"');
  });

  test.each([
    ['[p]\nx = 1', 'p'],
    ['[p.q]\nx = 1', 'p.q'],
    ['p.q = 1', 'p.q'],
    ['p = { q = 1 }', '{ q = 1 }'],
  ])('have a head of their own in %j', (text, head) => {
    const table = rootOf(text).entries.get('p')?.value;
    expect(table?.kind === 'table' && text.slice(table.head.start, table.head.end)).toBe(head);
  });

  it('of an array have a head each', () => {
    const text = '[[p]]\n[[p]]\n';
    const array = rootOf(text).entries.get('p')?.value;
    const heads = array?.kind === 'array' ? array.items : [];
    expect(heads.map((item) => item.kind === 'table' && item.head.start)).toEqual([2, 8]);
  });
});

describe('places', () => {
  const text = `lock-version = '1.0'\r
[[packages]]\r
"name" = "a" # note\r
wheels = [ { url = "u", hashes = { sha256 = "ab" } } ]\r
`;

  test.each([
    [['lock-version'], ['lock-version', "'1.0'"]],
    [
      ['packages', '0', 'name'],
      ['"name"', '"a"'],
    ],
    [
      ['packages', '0', 'wheels', '0'],
      ['wheels', '{ url = "u", hashes = { sha256 = "ab" } }'],
    ],
    [
      ['packages', '0', 'wheels', '0', 'hashes', 'sha256'],
      ['sha256', '"ab"'],
    ],
  ])('of %j are those of the text', (steps, expected) => {
    expect(written(text, ...steps)).toEqual(expected);
  });
});

describe('what is no TOML', () => {
  test.each([
    ['a = ', 'unspecified values are invalid', 4],
    ['a = 1\na = 2', 'defining a key multiple times is invalid', 6],
    ['[a]\n[a]\n', 'defining a key multiple times is invalid', 5],
    ['a = 1 b = 2', 'must be a newline', 6],
    ['\uFEFFa = 1', 'unexpected character', 0],
    ['a = 1\rb = 2', 'a carriage return has no line feed', 5],
    ['a = "x\ry"', 'a carriage return has no line feed', 6],
    ['a = 2024-02-29T23:59:60Z', 'a leap second is no time that Python knows', 4],
    [`a = ${'['.repeat(200)}${']'.repeat(200)}`, 'it is nested more than 100 levels deep', 103],
    [`${'a.'.repeat(200)}b = 1`, 'it is nested more than 100 levels deep', 0],
    [`[${'a.'.repeat(200)}b]`, 'it is nested more than 100 levels deep', 0],
    [`a = "${'x'.repeat(500_000)}"`, 'a value in it is too long', 0],
  ])('says where and why (row %#)', (text, problem, at) => {
    expect(readTomlTree(text)).toEqual({ kind: 'malformed', problem, at });
  });

  it('is any text: it never throws, and stops within it', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '=',
      '"',
      "'",
      '\\',
      '.',
      ',',
      '\n',
      '\r',
      '#',
      'a',
      '1',
      '"""',
      "'''",
      '\0',
    );
    const text = fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (any) => {
        const reading = readTomlTree(any);
        if (reading.kind === 'table') return;
        expect(reading.problem).not.toBe('');
        expect(reading.at).toBeGreaterThanOrEqual(0);
        expect(reading.at).toBeLessThanOrEqual(any.length);
      }),
    );
  });

  it('is refused in bounded time', () => {
    const hostile = [
      `a = ${'['.repeat(100_000)}`,
      `a = ${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      `a = ${'{a='.repeat(20_000)}1`,
      `${'a.'.repeat(100_000)}b = 1`,
      `a = "${'x'.repeat(1_000_000)}`,
      `a = ${'9'.repeat(100_000)}`,
      ' '.repeat(1_000_000),
      '\r'.repeat(1_000_000),
      '[a]\n'.repeat(10_000),
    ];
    const start = stepsTaken();
    for (const text of hostile) readTomlTree(text);
    expect(stepsTaken() - start).toBeLessThan(300_000);
  });
});
