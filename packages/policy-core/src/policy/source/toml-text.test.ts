import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textOf } from '../../testing/text-of.ts';
import { readToml } from './toml-text.ts';

const TEXT = `version = 1
title = "x"

[policy]
status = "draft"

[[protected]]
id = "a"
paths = ["one", "two"]

[[protected]]
id = "b"
require = { label = "ok" }

[rules."paths/protected"]
severity = "off"
`;

describe('places in a TOML policy', () => {
  const read = readToml('lockkeeper.toml', TEXT);
  if (read.kind === 'malformed') throw new Error(read.problem);

  test.each([
    { steps: ['version'], value: '1', key: 'version' },
    { steps: ['policy', 'status'], value: '"draft"', key: 'status' },
    { steps: ['protected', 0, 'paths', 1], value: '"two"', key: undefined },
    { steps: ['protected', 1, 'require', 'label'], value: '"ok"', key: 'label' },
    { steps: ['rules', 'paths/protected', 'severity'], value: '"off"', key: 'severity' },
  ])('$steps', ({ steps, value, key }) => {
    const keySpan = read.keySpanOf(steps);
    expect([textOf(TEXT, read.spanOf(steps)), keySpan && textOf(TEXT, keySpan)]).toEqual([value, key]);
  });

  test('of something that is missing are those of what should hold it', () => {
    expect(textOf(TEXT, read.spanOf(['protected', 1, 'paths']))).toContain('id = "b"');
  });
});

test('comments that end with CRLF are read, although one of the readers refuses them', () => {
  expect(readToml('a.toml', 'a = 1 # one\r\nb = 2 # two\r\n')).toMatchObject({
    kind: 'value',
    value: { a: 1, b: 2 },
  });
});

test('a problem is placed where the reader stopped', () => {
  const text = 'version = 1\nprotected = [\n';
  const read = readToml('a.toml', text);
  expect(read).toMatchObject({ kind: 'malformed', at: { path: 'a.toml' } });
});

test('both readers agree about what they read, or the text is refused', () => {
  const value = fc.oneof(
    fc.integer({ min: -9e15, max: 9e15 }).map(String),
    fc.boolean().map(String),
    fc.string().map((text) => JSON.stringify(text)),
    fc.constant("'lit\\eral'"),
    fc.constant('"""\nmulti\r\nline"""'),
  );
  const line = fc.tuple(
    fc.stringMatching(/^[a-z]{1,6}$/),
    value,
    fc.constantFrom('\n', '\r\n', ' # note\n', ' # note\r\n'),
  );
  fc.assert(
    fc.property(fc.uniqueArray(line, { selector: ([key]) => key }), (lines) => {
      const text = lines.map(([key, written, end]) => `${key} = ${written}${end}`).join('');
      const read = readToml('a.toml', text);
      if (read.kind === 'malformed') return;
      expect(Object.keys(read.value as object).sort()).toEqual(lines.map(([key]) => key).sort());
    }),
  );
});
