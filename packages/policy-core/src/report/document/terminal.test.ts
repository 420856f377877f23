import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyDocument, harmless, HOSTILE_TEXTS } from '../../testing/any-document.ts';
import { displayWidth } from '../display-width.ts';
import { code, faint, gap, lines, list, section, strong, title, toned, type Document } from './document.ts';
import { terminalText } from './terminal.ts';

const PLAIN = { colors: false };

// oxlint-disable-next-line no-control-regex -- this is what a terminal reads
const ANSI = /\u001b\[\d+m/g;

const SAMPLE: Document = [
  ...title(toned('error', '❌ Fail: 1 error'), 'It has to be mended before anybody releases it.'),
  ...section(
    strong('a.py'),
    list([
      {
        mark: 'failed',
        text: [faint('2:5'), gap, 'This line is wrong, and it says so at some length.'],
        blocks: lines(['because ', code('a.py'), ' is read']),
      },
    ]),
  ),
  {
    kind: 'table',
    titles: ['Rule', 'Result'],
    rows: [
      { mark: 'passed', cells: ['paths/protected', 'passed (3)'] },
      { mark: 'idle', cells: ['a/b', 'not applicable'] },
    ],
  },
  {
    kind: 'facts',
    facts: [
      ['User', 'app'],
      ['Database', 'shop'],
    ],
  },
  { kind: 'commands', lines: ['lockkeeper explain migrations/drop-table --format json'] },
  { kind: 'fold', folded: 'page', summary: 'Why', blocks: lines('It is always shown.') },
  { kind: 'fold', folded: 'everywhere', summary: '12 rules passed', blocks: lines('All of them.') },
];

describe('a document in a terminal', () => {
  test('has an empty line between its parts, and what belongs together below each other', () => {
    expect(terminalText(SAMPLE, PLAIN)).toMatchInlineSnapshot(`
      "❌ Fail: 1 error
        It has to be mended before anybody releases it.

      a.py
        ✗ 2:5  This line is wrong, and it says so at some length.
            because a.py is read

      ✓ paths/protected  passed (3)
      – a/b              not applicable

      User      app
      Database  shop

      lockkeeper explain migrations/drop-table --format json

      It is always shown.

      12 rules passed
      "
    `);
  });

  test('is broken where the terminal ends, and commands are not', () => {
    expect(terminalText(SAMPLE, { ...PLAIN, width: 30 })).toMatchInlineSnapshot(`
      "❌ Fail: 1 error
        It has to be mended before
        anybody releases it.

      a.py
        ✗ 2:5  This line is wrong,
            and it says so at some
            length.
            because a.py is read

      ✓ paths/protected  passed (3)
      – a/b              not
          applicable

      User      app
      Database  shop

      lockkeeper explain migrations/drop-table --format json

      It is always shown.

      12 rules passed
      "
    `);
  });

  test('shows what is folded to whom asks for it', () => {
    expect(terminalText(SAMPLE, PLAIN)).not.toContain('All of them.');
    expect(terminalText(SAMPLE, { ...PLAIN, verbose: true })).toContain('12 rules passed\n  All of them.\n');
  });

  test('keeps a word whole that is longer than a line', () => {
    const path = `${'long/'.repeat(12)}name.py`;
    expect(terminalText(lines(`See ${path} for it.`), { ...PLAIN, width: 40 })).toBe(
      `See\n  ${path}\n  for it.\n`,
    );
  });
});

describe('whatever its texts hold, a document in a terminal', () => {
  test('is the same without colours, and holds nothing else that a terminal obeys', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const text = terminalText(document, PLAIN);
        expect(terminalText(document, { colors: true }).replace(ANSI, '')).toBe(text);
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u);
      }),
    );
  });

  test('has as many lines as with harmless ones', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const count = (one: Document) => terminalText(one, { ...PLAIN, verbose: true }).split('\n').length;
        expect(count(document)).toBe(count(harmless(document)));
      }),
    );
  });

  test('gives no command to a CI system', () => {
    fc.assert(
      fc.property(anyDocument, fc.option(fc.integer({ min: 20, max: 90 })), (document, width) => {
        for (const line of terminalText(document, { ...PLAIN, width: width ?? undefined }).split('\n')) {
          expect(line).not.toMatch(/^\s*::/);
          expect(line).not.toMatch(/##\w*\[/);
        }
      }),
    );
  });

  test('goes past the end of a line with a single word only', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...HOSTILE_TEXTS),
        fc.string(),
        fc.integer({ min: 30, max: 90 }),
        (one, other, width) => {
          const document = list([{ text: `${one} ${other} ${one}`, blocks: lines(`${other} ${one}`) }]);
          for (const line of terminalText(document, { ...PLAIN, width }).split('\n')) {
            if (line.trim().includes(' ')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
    );
  });
});
