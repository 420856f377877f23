import { describe, expect, test } from 'vitest';

import { lastBindingsIn } from './last-binding.ts';

/** At the end of some lines. */
function bindings(source: string, ...lines: readonly string[]): string {
  const text = lines.join('\n');
  return lastBindingsIn({ text })(source, text.length);
}

describe('the last binding of a name', () => {
  test.each([
    ['is an assignment', 'table = "a"', 'table = "a"'],
    ['is one with a type', 'table: str = "a"', 'table: str = "a"'],
    ['is one of several', 'column, table = row', 'column, table = row'],
    ['is one before others', 'table, column = row', 'table, column = row'],
    ['is a loop', '    for table in TABLES:', 'for table in TABLES:'],
    ['is a loop over pairs', 'for (table, column) in PAIRS:', 'for (table, column) in PAIRS:'],
    ['is one within a condition', 'if (table := next(tables)):', 'if (table := next(tables)):'],
    ['is none of another name', 'tables = ["a"]', ''],
    ['is no argument', 'op.drop_table(table="a")', ''],
    ['is no argument on a line of its own', '    table="a",', ''],
    ['is no comparison', 'if table == "a":', ''],
    ['is no use', 'op.drop_table(table)', ''],
  ])('%s: %s', (_, line, binding) => {
    expect(bindings('table', line)).toBe(binding);
  });

  test('is the last of several', () => {
    expect(bindings('table', 'table = "a"', 'op.drop_table(table)', 'table = "b"')).toBe('table = "b"');
    expect(bindings('table', 'table = "b"', 'for table in TABLES:')).toBe('for table in TABLES:');
  });

  test('is looked for before the place alone', () => {
    const text = 'table = "a"\ntable = "b"';
    expect(lastBindingsIn({ text })('table', 11)).toBe('table = "a"');
    expect(lastBindingsIn({ text: `\n${text}` })('table', 0)).toBe('');
  });

  test('is that of each name in a source', () => {
    expect(bindings('f"{schema}.{table}"', 'schema = "s"', 'table = "a"')).toBe(
      '\nschema = "s"\ntable = "a"',
    );
  });
});

test('long texts take no long time', () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `table = "t${index}"`).join('\n');
  const last = lastBindingsIn({ text });
  for (let place = 0; place < text.length; place += 7) last('table', place);
  expect(last('table', text.length)).toBe('table = "t19999"');
});

test('long lines are data', () => {
  expect(bindings('table', 'table = "a"', `table = [${'"b", '.repeat(100)}]`)).toBe('table = "a"');
});
