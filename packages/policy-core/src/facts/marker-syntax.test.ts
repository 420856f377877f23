import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isMarker } from './marker-syntax.ts';

describe('a marker', () => {
  test.each([
    'python_version < "3.8"',
    "python_version<'3.8'",
    "os_name == 'nt' and python_version >= '3'",
    "os_name == 'nt' or (sys_platform == 'linux' and extra == 'x')",
    "(((os_name == 'nt')))",
    "'linux' in sys_platform",
    "sys_platform not in 'linux darwin'",
    "sys_platform not \t in 'linux'",
    "os_name === 'nt'",
    "python_full_version ~= '3.8.1'",
    "os.name == 'posix'",
    "platform.python_implementation == 'CPython'",
    "'x' in extras",
    "'dev' in dependency_groups",
    'os_name == ""',
    `os_name == "it's"`,
    " os_name == 'nt' ",
  ])('is %s', (text) => {
    expect(isMarker(text)).toBe(true);
  });

  test.each([
    ['nothing', ''],
    ['a variable alone', 'os_name'],
    ['a variable nobody knows', "os == 'nt'"],
    ['a variable that is cut short', "os_nam == 'nt'"],
    ['a variable with a tail', "os_name_x == 'nt'"],
    ['an operator that does not exist', "os_name = 'nt'"],
    ['a text without its end', "os_name == 'nt"],
    ['a text with a backslash', String.raw`os_name == 'n\t'`],
    ['no second operand', 'os_name =='],
    ['no first operand', "== 'nt'"],
    ['two comparisons without a word between them', "os_name == 'nt' sys_platform == 'x'"],
    ['a word at the end', "os_name == 'nt' and"],
    ['a word at the beginning', "or os_name == 'nt'"],
    ['two words', "os_name == 'nt' and or os_name == 'x'"],
    ['a bracket that stays open', "(os_name == 'nt'"],
    ['a bracket that was never opened', "os_name == 'nt')"],
    ['brackets in the wrong order', ")os_name == 'nt'("],
    ['empty brackets', '()'],
    ['brackets after a comparison', "os_name == 'nt' ()"],
    ['in that is grown into a word', "'3.6'inpython_version"],
    ['not without in', "'3.7' not python_version"],
    ['three operands', "os_name == 'nt' == 'x'"],
    ['a comment', "os_name == 'nt' # why"],
    ['a no-break space', "os_name\u00a0== 'nt'"],
  ])('is not %s', (_what, text) => {
    expect(isMarker(text)).toBe(false);
  });

  const comparison = fc
    .tuple(
      fc.constantFrom('os_name', 'python_version', "'3.8'", '"x y"'),
      fc.constantFrom(' == ', '>=', ' in ', ' not in '),
      fc.constantFrom('sys_platform', "''", '"3"'),
    )
    .map((parts) => parts.join(''));
  const { marker } = fc.letrec<{ marker: string }>((tie) => ({
    marker: fc.oneof(
      { maxDepth: 4 },
      comparison,
      tie('marker').map((inner) => `(${inner})`),
      fc.tuple(tie('marker'), fc.constantFrom(' and ', ' or '), tie('marker')).map((parts) => parts.join('')),
    ),
  }));

  test('may nest and join as it likes', () => {
    fc.assert(fc.property(marker, (text) => isMarker(text)));
  });

  test('with a bracket more or less is none', () => {
    fc.assert(fc.property(marker, (text) => !isMarker(`(${text}`) && !isMarker(`${text})`)));
  });

  test('that was cut is none, unless another marker is left', () => {
    fc.assert(
      fc.property(marker, (text) => {
        const cut = text.trimEnd().slice(0, -1);
        return !isMarker(cut);
      }),
    );
  });
});

test('a long text is refused quickly', () => {
  const started = performance.now();
  for (const piece of ['(', 'os_name ', ' ', "'", "os_name == 'a' and "])
    isMarker(`${piece.repeat(10_000)}!`);
  expect(performance.now() - started).toBeLessThan(1_000);
});
