import { describe, expect, test } from 'vitest';

import { textOf } from '../../testing/text-of.ts';
import { readYaml } from './yaml-text.ts';

const TEXT = `version: 1
# sections
protected:
  - id: a
    paths: [one, "two"]
rules:
  paths/protected: off
`;

describe('places in a YAML policy', () => {
  const read = readYaml('lockkeeper.yaml', TEXT);
  if (read.kind === 'malformed') throw new Error(read.problem);

  test.each([
    { steps: ['version'], value: '1', key: 'version' },
    { steps: ['protected', 0, 'paths', 1], value: '"two"', key: undefined },
    { steps: ['protected', 0, 'id'], value: 'a', key: 'id' },
    { steps: ['rules', 'paths/protected'], value: 'off', key: 'paths/protected' },
    { steps: ['protected', 0, 'missing'], value: 'id: a\n    paths: [one, "two"]\n', key: undefined },
  ])('$steps', ({ steps, value, key }) => {
    const keySpan = read.keySpanOf(steps);
    expect([textOf(TEXT, read.spanOf(steps)), keySpan && textOf(TEXT, keySpan)]).toEqual([value, key]);
  });
});

test('YAML 1.2: no and off are words, not booleans', () => {
  expect(readYaml('a.yaml', 'a: no\nb: off\nc: 012\n')).toMatchObject({
    value: { a: 'no', b: 'off', c: 12 },
  });
});

test.each(['a: 1\na: 2\n', 'a: b: c\n', 'a: *nowhere\n', 'a: !!python/object x\n', '%YAML 9.9\n---\na: 1\n'])(
  'is refused: %j',
  (text) => {
    expect(readYaml('a.yaml', text)).toMatchObject({
      kind: 'malformed',
      problem: expect.stringMatching(/^[a-z].*[^.]$/),
    });
  },
);

test('nesting without end is refused, not followed', () => {
  expect(readYaml('a.yaml', '['.repeat(20_000))).toMatchObject({ kind: 'malformed' });
});
