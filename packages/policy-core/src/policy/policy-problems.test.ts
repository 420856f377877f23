import { describe, expect, test } from 'vitest';

import { textOf } from '../testing/text-of.ts';
import { loadPolicy } from '../checker/load-policy.ts';
import { POLICY_FORM } from './policy-form.ts';
import { knownKeysAt } from './policy-problems.ts';
import { policySchema } from './policy-schema.ts';

const VERSION = 'version: 1\n';
const SECTION = 'id: core, paths: [core/**], require: { label: ok }';
const PAIR = 'id: api, source: r.txt, lock: r.lock';
const WAIVER = 'rule: paths/protected, path: a, reason: b, approver: c, expires: 2026-11-21';

function problems(text: string) {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'policy') throw new Error('The policy is sound.');
  return policy.problems.map(({ message, at }) => ({ message, underlined: textOf(text, at).trimEnd() }));
}

describe('what is missing', () => {
  test.each([
    ['protected: []\n', 'version is missing. Add it.'],
    [`${VERSION}protected: [{ paths: [a], require: { label: ok } }]`, 'protected[0].id is missing. Add it.'],
    [`${VERSION}protected: [{ id: a, require: { label: ok } }]`, 'protected[0].paths is missing. Add it.'],
    [`${VERSION}protected: [{ id: a, paths: [b] }]`, 'protected[0].require is missing. Add it.'],
    [
      `${VERSION}protected: [{ id: a, paths: [b], require: {} }]`,
      'protected[0].require.label is missing. Add it.',
    ],
    [`${VERSION}dependencies: [{ id: a, source: b }]`, 'dependencies[0].lock is missing. Add it.'],
    [`${VERSION}dependencies: [{ id: a, lock: b }]`, 'dependencies[0].source is missing. Add it.'],
    [`${VERSION}deployment: { records: {} }`, 'deployment.records.mode is missing. Add it.'],
    [
      `${VERSION}waivers: [{ rule: paths/protected, path: a, reason: b, approver: c }]`,
      'waivers[0].expires is missing. Add it.',
    ],
  ])('in %j is named: %s', (text, message) => {
    expect(problems(text).map((problem) => problem.message)).toEqual([message]);
  });
});

describe('what nobody knows', () => {
  test.each([
    ['protectd: []', 'Unknown key "protectd". Did you mean "protected"?'],
    ['migration: {}', 'Unknown key "migration". Did you mean "migrations"?'],
    ['rule: {}', 'Unknown key "rule". Did you mean "rules"?'],
    ['policy: { titles: x }', 'Unknown key "titles" in policy. Did you mean "title"?'],
    ['migrations: { alembics: [] }', 'Unknown key "alembics" in migrations. Did you mean "alembic"?'],
    [
      'actors: { ai: { trailers: [{ key: a, vale: b }] } }',
      'Unknown key "vale" in actors.ai.trailers[0]. Did you mean "value"?',
    ],
    [
      `protected: [{ id: a, paths: [b], require: { label: ok, lable: ok } }]`,
      'Unknown key "lable" in protected[0].require. Did you mean "label"?',
    ],
    ['clusters: {}', 'Unknown key "clusters". Remove it: only keys that are enforced are accepted.'],
    ['policy: { titel: x }', 'Unknown key "titel" in policy. Did you mean "title"?'],
    [
      `protected: [{ ${SECTION}, reviewers: 2 }]`,
      'Unknown key "reviewers" in protected[0]. Remove it: only keys that are enforced are accepted.',
    ],
    [
      `dependencies: [{ ${PAIR}, kind: pip }]`,
      'Unknown key "kind" in dependencies[0]. Remove it: only keys that are enforced are accepted.',
    ],
    [
      `waivers: [{ ${WAIVER}, ticket: x }]`,
      'Unknown key "ticket" in waivers[0]. Remove it: only keys that are enforced are accepted.',
    ],
  ])('in %j is named with advice', (text, message) => {
    expect(problems(VERSION + text).map((problem) => problem.message)).toEqual([message]);
  });

  test('is underlined by its key', () => {
    expect(problems(`${VERSION}clusters: { main: 1 }\n`)).toEqual([
      expect.objectContaining({ underlined: 'clusters' }),
    ]);
  });

  test('is named key by key', () => {
    expect(problems(`${VERSION}a1: 1\nb2: 2\n`).map(({ underlined }) => underlined)).toEqual(['a1', 'b2']);
  });
});

describe('what has another form', () => {
  test.each([
    ['version: 2\n', 'version must be 1.', '2'],
    ["version: '1'\n", 'version must be 1.', "'1'"],
    [`${VERSION}protected: core\n`, 'protected must be a list.', 'core'],
    [`${VERSION}policy: x\n`, 'policy must be a map.', 'x'],
    [`${VERSION}rules: []\n`, 'rules must be a map.', '[]'],
    [`${VERSION}since: 1\n`, 'since must be a text.', '1'],
    [`${VERSION}scope: []\n`, 'scope must not be empty.', '[]'],
    [`${VERSION}policy: { status: final }\n`, 'policy.status must be "canonical" or "draft".', 'final'],
    [`${VERSION}policy: { title: '' }\n`, 'policy.title must not be empty.', "''"],
    [`${VERSION}migrations: { sql: a }\n`, 'migrations.sql must be a list.', 'a'],
    [`${VERSION}migrations: { sql: [1] }\n`, 'migrations.sql[0] must be a text.', '1'],
    [
      `${VERSION}rules: { paths/protected: loud }\n`,
      'rules.paths/protected must be off, error, warning or info, or a map with severity and options.',
      'loud',
    ],
    [`${VERSION}extends: 1\n`, 'extends must name a preset or a base, or list several.', '1'],
  ])('%j: %s', (text, message, underlined) => {
    expect(problems(text)).toEqual([{ message, underlined }]);
  });
});

describe('what does not read as what it should be', () => {
  test.each([
    [`protected: [{ ${SECTION.replace('core,', 'Core,')} }]`, 'Use lower-case letters, digits and -'],
    [
      `dependencies: [{ ${PAIR.replace('r.txt', '/r.txt')} }]`,
      'Write a path relative to the repository root',
    ],
    [
      `dependencies: [{ ${PAIR.replace('r.txt', '../r.txt')} }]`,
      'Write a path relative to the repository root',
    ],
    [
      `dependencies: [{ ${PAIR.replace('r.lock', 'a/../b')} }]`,
      'Write a path relative to the repository root',
    ],
    [`dependencies: [{ ${PAIR.replace('r.lock', String.raw`a\b`)} }]`, 'Write a path relative to the'],
    [`deployment: { record: ./a.json }`, 'Write a path relative to the repository root'],
    [`baseline: ../a.json`, 'Write a path relative to the repository root'],
    [`waivers: [{ ${WAIVER.replace('2026-11-21', '2026-13-01')} }]`, 'waivers[0].expires is not valid'],
    [`waivers: [{ ${WAIVER.replace('2026-11-21', '21.11.2026')} }]`, 'waivers[0].expires is not valid'],
  ])('%s is refused: %s', (text, part) => {
    expect(problems(VERSION + text).map(({ message }) => message)).toEqual([expect.stringContaining(part)]);
  });
});

test('every problem is told at once', () => {
  const text = `version: 3\nprotected: [{ id: A, paths: [] }]\nclusters: 1\n`;
  expect(problems(text).map(({ message }) => message)).toHaveLength(5);
});

test('every problem is a sentence', () => {
  const texts = ['version: 3\n', 'clusters: 1\n', `${VERSION}protected: [{}]\n`, `${VERSION}scope: [1]\n`];
  const messages = texts.flatMap((text) => problems(text).map(({ message }) => message));
  expect(messages.filter((message) => !/[.?]$/.test(message))).toEqual([]);
});

describe('the keys a map may have', () => {
  test('are those of the schema at the top', () => {
    expect(knownKeysAt(POLICY_FORM, { steps: [] })).toEqual(Object.keys(policySchema.shape));
  });

  test.each([
    { steps: ['policy'], keys: ['title', 'version', 'status'] },
    { steps: ['patterns'], keys: ['dialect', 'case', 'unicode'] },
    { steps: ['protected', 3, 'require'], keys: ['label'] },
    { steps: ['change_scope', 'deny'], keys: ['paths', 'unless'] },
    { steps: ['change_scope', 'machine_owned', 0], keys: ['paths', 'writers'] },
    { steps: ['actors', 'ai', 'trailers', 0], keys: ['key', 'value'] },
  ])('are found in maps and lists: $steps', ({ steps, keys }) => {
    expect(knownKeysAt(POLICY_FORM, { steps })).toEqual(keys);
  });

  test('are those of the values where any name may stand', () => {
    expect(knownKeysAt(POLICY_FORM, { steps: ['labels', 'any name'] })).toEqual([
      'grants',
      'applied_by',
      'expires',
    ]);
    expect(knownKeysAt(POLICY_FORM, { steps: ['labels', 'any name', 'applied_by'] })).toEqual([
      'actors',
      'not',
      'permission',
    ]);
    expect(knownKeysAt(POLICY_FORM, { steps: ['branches', 'production'] })).toContain('force_push');
    expect(knownKeysAt(POLICY_FORM, { steps: ['branches'] })).toEqual(['deploy_from', 'production_requires']);
  });

  test.each([[['nothing']], [['since', 'deeper']], [['protected', 'id']], [['scope', 0, 'x']]])(
    'are none where there is no map: %j',
    (steps) => {
      expect(knownKeysAt(POLICY_FORM, { steps })).toEqual([]);
    },
  );
});
