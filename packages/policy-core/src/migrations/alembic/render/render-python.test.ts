import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Parsers } from '../../../parsers/parsers.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { revisionText } from '../../../testing/read-revision.ts';
import { revisionIn } from '../../../testing/steps-of.ts';
import { keywordArgument, renderCall, renderSql, renderText, renderTexts } from './render-python.ts';

let parsers: Parsers;

beforeAll(async () => {
  parsers = await testParsers();
});

describe('a text of Python', () => {
  test.each([
    ['orders', '"orders"'],
    ['a "b"', String.raw`"a \"b\""`],
    ["it's", `"it's"`],
    ['a\\b', String.raw`"a\\b"`],
    ['a\nb\tc', String.raw`"a\nb\tc"`],
    ['größe 😀', '"größe 😀"'],
    ['', '""'],
  ])('%j is written %s', (text, written) => {
    expect(renderText(text)).toBe(written);
  });

  test('is read as it was, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), (text) => {
        const written = renderCall('op.drop_table', [renderText(text)]);
        const { upgrade } = revisionIn(parsers, revisionText({ upgrade: [written] }));
        expect(upgrade.steps).toMatchObject([
          { operation: { kind: 'drop-table', table: { text, isKnown: true } } },
        ]);
      }),
    );
  });
});

describe('parts of a call', () => {
  test('are set one after the other', () => {
    expect(renderCall('op.f', [])).toBe('op.f()');
    expect(
      renderCall('op.x', ['"a"', ...keywordArgument('b', 'True'), ...keywordArgument('c', undefined)]),
    ).toBe('op.x("a", b=True)');
    expect(renderTexts([])).toBe('[]');
    expect(renderTexts(['a', 'b'])).toBe('["a", "b"]');
  });
});

describe('SQL within sa.text()', () => {
  test.each<[string, string | undefined]>([
    ['now()', 'sa.text("now()")'],
    ["'{}'::jsonb", `sa.text("'{}'::jsonb")`],
    [':a', String.raw`sa.text("\\:a")`],
    ["' :a '", String.raw`sa.text("' \\:a '")`],
    ["'a:b'", `sa.text("'a:b'")`],
    ["'10:30'", `sa.text("'10:30'")`],
    ["': '", `sa.text("': '")`],
    ["':a:b'", `sa.text("':a:b'")`],
    [String.raw`'\:a'`, undefined],
    ['100 % 7', 'sa.text("100 % 7")'],
  ])('%j is written %s', (sql, written) => {
    expect(renderSql(sql)).toBe(written);
  });

  test('is read as it was, wherever its colons stand', () => {
    const anySql = fc
      .array(fc.constantFrom(':', '::', 'a', '1', ' ', "''", '(', ')', '$', '_', '%'), {
        minLength: 1,
        maxLength: 8,
      })
      .map((parts) => `'${parts.join('')}'`);
    fc.assert(
      fc.property(anySql, (sql) => {
        const written = renderSql(sql);
        const call = `op.alter_column("t", "c", server_default=${written})`;
        const { upgrade } = revisionIn(parsers, revisionText({ upgrade: [call] }));
        expect(upgrade.steps, call).toMatchObject([{ operation: { default: { kind: 'sql', text: sql } } }]);
      }),
    );
  });
});
