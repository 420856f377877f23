import { describe, expect, test } from 'vitest';

import { installedParserBytes } from '../testing/load-parsers.ts';
import { LONGEST_INPUT } from './input-limit.ts';
import { loadParsers } from './load-parsers.ts';

const NOTHING = new Uint8Array();
/** A module of WebAssembly that has nothing in it. */
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

describe('both parsers', () => {
  test('are loaded at once, and answer without waiting', async () => {
    const { sql, python } = await loadParsers(installedParserBytes());
    expect(sql.parse('SELECT 1')).toMatchObject({ kind: 'statements', statements: [{ start: 0, end: 8 }] });
    expect(python.parse('x = 1\n')).toMatchObject({ kind: 'module', root: { type: 'module' } });
  });

  test('may be loaded twice, and know nothing of each other', async () => {
    const [first, second] = await Promise.all([
      loadParsers(installedParserBytes()),
      loadParsers(installedParserBytes()),
    ]);
    expect(first.python).not.toBe(second.python);
    expect(first.python.parse('def f(:\n').kind).toBe('syntax-error');
    expect(second.python.parse('def f(): pass\n').kind).toBe('module');
    expect(first.sql.parse('SELEC 1').kind).toBe('syntax-error');
    expect(second.sql.parse('SELECT 1').kind).toBe('statements');
  });

  test.each(['libpgQuery', 'treeSitterPython'] as const)(
    'are not loaded where the bytes of %s are something else',
    async (name) => {
      for (const bytes of [NOTHING, EMPTY_MODULE]) {
        await expect(loadParsers({ ...installedParserBytes(), [name]: bytes })).rejects.toBeInstanceOf(Error);
      }
    },
  );

  test('share the runtime of tree-sitter, which is started once by whoever comes first', async () => {
    await loadParsers(installedParserBytes());
    const { python } = await loadParsers({ ...installedParserBytes(), treeSitter: NOTHING });
    expect(python.parse('x = 1\n').kind).toBe('module');
  });

  test('refuse a text that is longer than the longest', async () => {
    const { sql, python } = await loadParsers(installedParserBytes());
    const text = ' '.repeat(LONGEST_INPUT + 1);
    expect(sql.parse(text).kind).toBe('unanalyzable');
    expect(python.parse(text).kind).toBe('unanalyzable');
  });
});
