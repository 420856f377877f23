import { describe, expect, test } from 'vitest';

import { problemsIn } from '../../testing/problems-in.ts';
import { textOf } from '../../testing/text-of.ts';
import { readYaml } from './yaml-text.ts';
import type { Steps } from './policy-text.ts';

function read(text: string) {
  const source = readYaml('lockkeeper.yaml', text);
  if (source.kind === 'malformed') throw new Error(source.problem);
  return source;
}

const TEXT = `# The policy of a shop
version: 1
branches:
  production: { match: [main], 'direct_push': deny }
  "release train":
    match:
      - release/*
      - 'hotfix-?'   # urgent
labels:
  ? "ready: yes"
  : expires: never
policy:
  title: >-
    A long
    title
`;

describe('places in a YAML policy', () => {
  const source = read(TEXT);
  const at = (steps: Steps) => textOf(TEXT, source.spanOf(steps)).trimEnd();

  test.each<[Steps, string]>([
    [['version'], '1'],
    [['branches', 'production', 'match', 0], 'main'],
    [['branches', 'production', 'direct_push'], 'deny'],
    [['branches', 'release train', 'match', 0], 'release/*'],
    [['branches', 'release train', 'match', 1], "'hotfix-?'"],
    [['labels', 'ready: yes', 'expires'], 'never'],
    [['policy', 'title'], '>-\n    A long\n    title'],
  ])('of %j are those of the value as it is written', (steps, written) => {
    expect(at(steps)).toBe(written);
  });

  test.each<[Steps, string | undefined]>([
    [['version'], 'version'],
    [['branches', 'production', 'direct_push'], "'direct_push'"],
    [['branches', 'release train'], '"release train"'],
    [['labels', 'ready: yes'], '"ready: yes"'],
    [['branches', 'staging'], undefined],
    [['branches', 'production', 'match', 0], undefined],
    [['nothing', 'at all'], undefined],
  ])('of the key %j are those of the key: %s', (steps, written) => {
    const key = source.keySpanOf(steps);
    expect(key && textOf(TEXT, key)).toBe(written);
  });

  test('of what an alias brings are those of what is above it', () => {
    const text = 'a: &list [x, y]\nb: { c: *list }\n';
    const aliased = read(text);
    expect(aliased.value).toEqual({ a: ['x', 'y'], b: { c: ['x', 'y'] } });
    expect(textOf(text, aliased.spanOf(['b', 'c']))).toBe('*list');
  });

  test('of an empty text are its beginning', () => {
    const place = { line: 0, character: 0 };
    expect(read('').spanOf(['a'])).toEqual({ path: 'lockkeeper.yaml', start: place, end: place });
  });
});

describe('a problem in a policy of several lines', () => {
  test('is underlined where it stands and nowhere else', () => {
    const keys = `branches:
  production:
    match: [main]
    force_push: never   # who would
change_scope:
  applies_to:
    - ai
    - robots
labels:
  ok:
    expires: soon
`;
    expect(problemsIn(keys)).toEqual([
      ['branches.production.force_push must be "allow" or "deny".', 'never'],
      ['labels.ok.expires must be "on_push" or "never".', 'soon'],
      ['change_scope.applies_to[1] must be "human" or "ai" or "automation".', 'robots'],
    ]);
  });

  test('is underlined at the alias that brings it', () => {
    expect(problemsIn('x: &a []\nchange_scope: { applies_to: *a }').map(([, place]) => place)).toEqual([
      '*a',
      'x',
    ]);
  });

  test.each(['yes', 'no', 'on', 'off'])(
    'is %s where true or false is wanted: YAML 1.2 takes it for a text',
    (word) => {
      expect(problemsIn(`integrity: { symlinks: { allow: ${word} } }`)).toEqual([
        ['integrity.symlinks.allow must be true or false.', word],
      ]);
    },
  );

  test.each([
    ['protected: # nothing yet', 'protected must be a list.'],
    ['branches:', 'branches must be a map.'],
    ['labels: { ok: }', 'labels.ok must be a map.'],
    ['change_scope: { allow: }', 'change_scope.allow must be a list.'],
  ])('is a key without a value: %s', (keys, message) => {
    expect(problemsIn(keys).map(([said]) => said)).toEqual([message]);
  });
});
