import { describe, expect, test } from 'vitest';

import { problemsIn } from '../../testing/problems-in.ts';

describe('a label', () => {
  test.each([
    'labels: {}',
    'labels: { ok: {} }',
    'labels: { "needs review: yes": { grants: [] } }',
    'labels: { ok: { applied_by: {} } }',
    'labels: { ok: { applied_by: { actors: [human, ai, automation] } } }',
    'labels: { ok: { applied_by: { not: [] } } }',
    'labels: { ok: { applied_by: { not: [author] } } }',
    'labels: { ok: { applied_by: { permission: write } } }',
    'labels: { ok: { applied_by: { permission: maintain } } }',
    'labels: { ok: { applied_by: { permission: admin } } }',
    'labels: { ok: { expires: on_push } }',
    'labels: { ok: { expires: never } }',
  ])('may be written %s', (keys) => {
    expect(problemsIn(keys)).toEqual([]);
  });

  test.each([
    ['[ok]', 'labels must be a map.', '[ok]'],
    ['{ ok: yes }', 'labels.ok must be a map.', 'yes'],
    ['{ ok: { grants: protected.core } }', 'labels.ok.grants must be a list.', 'protected.core'],
    ['{ ok: { grants: [1] } }', 'labels.ok.grants[0] must be a text.', '1'],
    ['{ ok: { applied_by: ana } }', 'labels.ok.applied_by must be a map.', 'ana'],
    ['{ ok: { applied_by: { actors: human } } }', 'labels.ok.applied_by.actors must be a list.', 'human'],
    ['{ ok: { applied_by: { actors: [] } } }', 'labels.ok.applied_by.actors must not be empty.', '[]'],
    [
      '{ ok: { applied_by: { actors: [people] } } }',
      'labels.ok.applied_by.actors[0] must be "human" or "ai" or "automation".',
      'people',
    ],
    ['{ ok: { applied_by: { not: author } } }', 'labels.ok.applied_by.not must be a list.', 'author'],
    ['{ ok: { applied_by: { not: [ana] } } }', 'labels.ok.applied_by.not[0] must be "author".', 'ana'],
    [
      '{ ok: { applied_by: { permission: triage } } }',
      'labels.ok.applied_by.permission must be "write" or "maintain" or "admin".',
      'triage',
    ],
    [
      '{ ok: { applied_by: { role: admin } } }',
      'Unknown key "role" in labels.ok.applied_by. Remove it: only keys that are enforced are accepted.',
      'role',
    ],
    ['{ ok: { expires: 3d } }', 'labels.ok.expires must be "on_push" or "never".', '3d'],
    ['{ ok: { grant: [] } }', 'Unknown key "grant" in labels.ok. Did you mean "grants"?', 'grant'],
  ])('is not written %s', (written, message, underlined) => {
    expect(problemsIn(`labels: ${written}`)).toEqual([[message, underlined]]);
  });
});

describe('the label that is asked for', () => {
  const WAYS: Readonly<Record<string, (required: string) => string>> = {
    'protected[0].require': (required) => `protected: [{ id: a, paths: [b], require: ${required} }]`,
    'change_scope.deny.unless': (required) => `change_scope: { deny: { paths: [b], unless: ${required} } }`,
    'integrity.self_protect.require': (required) => `integrity: { self_protect: { require: ${required} } }`,
  };

  test.each(Object.entries(WAYS))('under %s may have any name', (_, keys) => {
    expect(problemsIn(keys('{ label: "ready: yes" }'))).toEqual([]);
  });

  test.each(Object.entries(WAYS))('under %s is a map with a name', (place, keys) => {
    expect(problemsIn(keys('ok'))).toEqual([[`${place} must be a map.`, 'ok']]);
    expect(problemsIn(keys('{}'))).toEqual([[`${place}.label is missing. Add it.`, '{}']]);
    expect(problemsIn(keys('{ label: "" }'))).toEqual([[`${place}.label must not be empty.`, '""']]);
    expect(problemsIn(keys('{ label: [a, b] }'))).toEqual([[`${place}.label must be a text.`, '[a, b]']]);
  });

  test.each(Object.entries(WAYS))('under %s is the only thing that is asked for', (place, keys) => {
    expect(problemsIn(keys('{ label: ok, reviews: 2 }'))).toEqual([
      [`Unknown key "reviews" in ${place}. Remove it: only keys that are enforced are accepted.`, 'reviews'],
    ]);
  });
});
