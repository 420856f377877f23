import { describe, expect, test } from 'vitest';

import { problemsIn } from '../../testing/problems-in.ts';

describe('what agents may change', () => {
  test.each([
    'change_scope: {}',
    'change_scope: { applies_to: [ai] }',
    'change_scope: { applies_to: [human, ai, automation] }',
    'change_scope: { allow: [] }',
    'change_scope: { allow: [/docs/*.md, backend/app/routers/] }',
    'change_scope: { deny: { paths: [core/**] } }',
    'change_scope: { deny: { paths: [core/**], unless: { label: ok } } }',
    'change_scope: { additive_only: [backend/app/api/deps.py] }',
    'change_scope: { feature_flags: { paths: [routers/], dependencies: [flags.require] } }',
    'change_scope: { feature_flags: { paths: [routers/], decorators: [behind_flag] } }',
  ])('may be written %s', (keys) => {
    expect(problemsIn(keys)).toEqual([]);
  });

  test.each([
    ['[]', 'change_scope must be a map.', '[]'],
    ['{ applies_to: ai }', 'change_scope.applies_to must be a list.', 'ai'],
    ['{ applies_to: [] }', 'change_scope.applies_to must not be empty.', '[]'],
    [
      '{ applies_to: [ai, robot] }',
      'change_scope.applies_to[1] must be "human" or "ai" or "automation".',
      'robot',
    ],
    ['{ branches: ai }', 'change_scope.branches must be a list.', 'ai'],
    ['{ branches: [] }', 'change_scope.branches must not be empty.', '[]'],
    [
      '{ branches: ["auto/*"] }',
      'change_scope.branches[0] is not valid: Use lower-case letters, digits and -.',
      '"auto/*"',
    ],
    ['{ allow: docs }', 'change_scope.allow must be a list.', 'docs'],
    ['{ allow: [docs, 1] }', 'change_scope.allow[1] must be a text.', '1'],
    ['{ deny: [core] }', 'change_scope.deny must be a map.', '[core]'],
    ['{ deny: {} }', 'change_scope.deny.paths is missing. Add it.', '{}'],
    ['{ deny: { paths: [] } }', 'change_scope.deny.paths must not be empty.', '[]'],
    [
      '{ deny: { paths: [core], except: [a] } }',
      'Unknown key "except" in change_scope.deny. Remove it: only keys that are enforced are accepted.',
      'except',
    ],
    ['{ additive_only: a.py }', 'change_scope.additive_only must be a list.', 'a.py'],
    ['{ feature_flags: [a] }', 'change_scope.feature_flags must be a map.', '[a]'],
    [
      '{ feature_flags: { dependencies: [a] } }',
      'change_scope.feature_flags.paths is missing. Add it.',
      '{ dependencies: [a] }',
    ],
    ['{ feature_flags: { paths: [] } }', 'change_scope.feature_flags.paths must not be empty.', '[]'],
    [
      '{ feature_flags: { paths: [a], dependencies: [""] } }',
      'change_scope.feature_flags.dependencies[0] must not be empty.',
      '""',
    ],
    [
      '{ feature_flags: { paths: [a], decorators: flag } }',
      'change_scope.feature_flags.decorators must be a list.',
      'flag',
    ],
    ['{ alow: [] }', 'Unknown key "alow" in change_scope. Did you mean "allow"?', 'alow'],
    [
      '{ forbid: {} }',
      'Unknown key "forbid" in change_scope. Remove it: only keys that are enforced are accepted.',
      'forbid',
    ],
  ])('is not written %s', (written, message, underlined) => {
    expect(problemsIn(`change_scope: ${written}`)).toEqual([[message, underlined]]);
  });

  test.each([
    'allow: ["[x"]',
    'additive_only: ["[x"]',
    'deny: { paths: ["[x"] }',
    'feature_flags: { paths: ["[x"], decorators: [a] }',
  ])('holds no pattern that cannot mean what it says: %s', (written) => {
    expect(problemsIn(`change_scope: { ${written} }`)).toEqual([
      [expect.stringContaining('Pattern "[x": '), '"[x"'],
    ]);
  });

  test('is told of every wrong key at once', () => {
    const keys = 'change_scope:\n  applies_to: []\n  allow: x\n  deny: { paths: [] }\n';
    expect(problemsIn(keys).map(([message]) => message)).toEqual([
      'change_scope.applies_to must not be empty.',
      'change_scope.allow must be a list.',
      'change_scope.deny.paths must not be empty.',
    ]);
  });
});

describe('what agents may change beside it', () => {
  const PAIR = 'dependencies: [{ id: api, source: r.txt, lock: r.lock }]';
  const also = (entry: string) => problemsIn(`${PAIR}\nchange_scope: { also_allow: ${entry} }`);

  test.each([
    '[]',
    '[{ dependencies: api }]',
    '[{ dependencies: api, unless_missing: { label: upgrade } }]',
    '[{ dependencies: api, branches: ["auto/upgrade-*"] }]',
    '[{ dependencies: api, branches: ["auto/upgrade-*"], branch_severity: info }]',
  ])('may be written %s', (entry) => {
    expect(also(entry)).toEqual([]);
  });

  test.each([
    ['api', 'change_scope.also_allow must be a list.', 'api'],
    ['[api]', 'change_scope.also_allow[0] must be a map.', 'api'],
    ['[{}]', 'change_scope.also_allow[0].dependencies is missing. Add it.', '{}'],
    [
      '[{ dependencies: API }]',
      'change_scope.also_allow[0].dependencies is not valid: Use lower-case letters, digits and -.',
      'API',
    ],
    ['[{ dependencies: apis }]', 'There is no pair "apis" under dependencies. Did you mean api?', 'apis'],
    ['[{ dependencies: api, branches: [] }]', 'change_scope.also_allow[0].branches must not be empty.', '[]'],
    ['[{ dependencies: api, branches: ["[x"] }]', expect.stringContaining('Pattern "[x": '), '"[x"'],
    [
      '[{ dependencies: api, unless_missing: upgrade }]',
      'change_scope.also_allow[0].unless_missing must be a map.',
      'upgrade',
    ],
  ])('is not written %s', (entry, message, underlined) => {
    expect(also(entry)).toEqual([[message, underlined]]);
  });
});

describe('what machines write', () => {
  const owned = (entry: string) => problemsIn(`change_scope: { machine_owned: ${entry} }`);

  test.each([
    '[]',
    '[{ paths: [dist/**], writers: [] }]',
    '[{ paths: [a, b], writers: ["ci[bot]", "41898282"] }]',
  ])('may be written %s', (entry) => {
    expect(owned(entry)).toEqual([]);
  });

  test.each([
    ['{ paths: [a] }', 'change_scope.machine_owned must be a list.', '{ paths: [a] }'],
    ['[{ writers: [a] }]', 'change_scope.machine_owned[0].paths is missing. Add it.', '{ writers: [a] }'],
    ['[{ paths: [a] }]', 'change_scope.machine_owned[0].writers is missing. Add it.', '{ paths: [a] }'],
    ['[{ paths: [], writers: [a] }]', 'change_scope.machine_owned[0].paths must not be empty.', '[]'],
    ['[{ paths: [a], writers: a }]', 'change_scope.machine_owned[0].writers must be a list.', 'a'],
    ['[{ paths: [a], writers: [7] }]', 'change_scope.machine_owned[0].writers[0] must be a text.', '7'],
    ['[{ paths: [a], writers: [""] }]', 'change_scope.machine_owned[0].writers[0] must not be empty.', '""'],
    [
      '[{ paths: [a], writers: [a], label: ok }]',
      'Unknown key "label" in change_scope.machine_owned[0]. Remove it: only keys that are enforced are accepted.',
      'label',
    ],
  ])('is not written %s', (entry, message, underlined) => {
    expect(owned(entry)).toEqual([[message, underlined]]);
  });
});
