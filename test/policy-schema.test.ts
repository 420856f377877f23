import { readFileSync } from 'node:fs';
import path from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { loadPolicy, policyJsonSchema } from '@lockkeeper/policy-core';
import { policySchema } from '../packages/policy-core/src/policy/policy-schema.ts';
import { anyPolicyKeys } from '../packages/policy-core/src/testing/any-policy-keys.ts';
import { ROOT } from './architecture/source-files.ts';

const ajv = new Ajv2020({ strict: true, allErrors: true });
formats.default(ajv);
const fits = ajv.compile(policyJsonSchema());

/** What an editor says of a policy while it is typed, and what Lockkeeper says of it. */
function judged(keys: object) {
  const policy = { version: 1, ...keys };
  const loaded = loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify(policy) });
  return { inEditor: fits(policy), isSound: loaded.kind === 'policy' };
}

test('the published schema is the one of the checker', () => {
  const published: unknown = JSON.parse(
    readFileSync(path.join(ROOT, 'docs', 'lockkeeper.schema.json'), 'utf8'),
  );
  expect(published).toMatchObject(policyJsonSchema());
});

describe('the schema for editors', () => {
  test('accepts every policy that Lockkeeper accepts', () => {
    fc.assert(
      fc.property(anyPolicyKeys, (keys) => {
        expect(judged(keys)).toEqual({ inEditor: true, isSound: true });
      }),
    );
  });

  test('says of any form what the schema of the checker says of it', () => {
    fc.assert(
      fc.property(anyPolicyKeys, fc.nat(), anyOther(), (keys, choice, other) => {
        const policy: unknown = JSON.parse(JSON.stringify({ version: 1, ...keys }));
        const places = placesIn(policy);
        const changed = withOther(policy, places[choice % places.length] ?? [], other);
        expect(fits(changed)).toBe(policySchema.safeParse(changed).success);
      }),
    );
  });

  test.each([
    { branches: [] },
    { branches: { production: {} } },
    { branches: { production: { match: [] } } },
    { branches: { production: { match: ['main'], direct_push: 'never' } } },
    { branches: { production: { match: ['main'], pushes: 'deny' } } },
    { branches: { deploy_from: { staging: [] } } },
    { branches: { deploy_from: { staging: ['A kind'] } } },
    { branches: { production_requires: ['luck'] } },
    { actors: { ai: { emails: ['*@example.com'] } } },
    { actors: { ai: { trailers: [{}] } } },
    { actors: { ai: { trailers: [{ key: [] }] } } },
    { actors: { ai: { accounts: [''] } } },
    { actors: { automation: {} } },
    { actors: { default: 'robot' } },
    { labels: { ok: { applied_by: { permission: 'read' } } } },
    { labels: { ok: { applied_by: { not: ['ana'] } } } },
    { labels: { ok: { expires: 'soon' } } },
    { protected: [{ id: 'a', paths: ['b'], require: { label: 'c' }, applies_to: [] }] },
    { protected: [{ id: 'a', paths: ['b'], require: { label: 'c' }, changes: ['rename'] }] },
    { protected: [{ id: 'a', paths: ['b'], require: { label: 'c' }, owners: [''] }] },
    { protected: [{ id: 'a', paths: ['b'], require: { label: '' } }] },
    { change_scope: { applies_to: ['robot'] } },
    { change_scope: { branches: [] } },
    { change_scope: { deny: {} } },
    { change_scope: { also_allow: [{}] } },
    { change_scope: { also_allow: [{ dependencies: 'a', branch_severity: 'loud' }] } },
    { change_scope: { machine_owned: [{ paths: ['a'] }] } },
    { change_scope: { feature_flags: {} } },
    { integrity: { policy_from: 'head' } },
    { integrity: { self_protect: { paths: [] } } },
    { integrity: { symlinks: { allow: 'no' } } },
    { integrity: { submodules: true } },
    { integrity: { history: 'all' } },
    { integrity: { unreadable_diff: 'warning' } },
    { patterns: { dialect: 'gitignore' } },
    { patterns: { case: 'insensitive' } },
    { documents: 'docs/**' },
    { deployment: { record: '../record.json' } },
    { baseline: 'a\n/../../b' },
    { migrations: { alembic: ['a\u2028b'] } },
    { unknown: true },
  ])('refuses what Lockkeeper refuses: %j', (keys) => {
    expect(judged(keys)).toEqual({ inEditor: false, isSound: false });
  });

  test.each([
    { branches: { 'a kind: of its own': { match: ['x'], optional: true } } },
    { actors: { ai: { trailers: [{ key: 'a' }, { key: ['b', 'c'], value: 'd' }] } } },
    { labels: { 'ready: yes': { applied_by: { not: [] }, expires: 'never' } } },
    { change_scope: {} },
    { integrity: { self_protect: {}, symlinks: {} } },
    { extends: 'alembic' },
    { extends: ['alembic'] },
    { rules: { 'paths/protected': { severity: 'warning' } } },
    { $schema: 'https://example.com/lockkeeper.schema.json' },
  ])('accepts what Lockkeeper accepts: %j', (keys) => {
    expect(judged(keys)).toEqual({ inEditor: true, isSound: true });
  });

  test.each([
    { branches: { deploy_from: { staging: ['nobody'] } } },
    { labels: { ok: { grants: ['protected.nothing'] } } },
    { protected: [{ id: 'a', paths: ['[x'], require: { label: 'ok' } }] },
    { actors: { ai: { trailers: [{ key: 'a', value: '/(/' }] } } },
    { rules: { 'no/rule': 'off' } },
    { extends: 'nothing' },
  ])('leaves to the checker what one key says of another, or of the program: %j', (keys) => {
    expect(judged(keys)).toEqual({ inEditor: true, isSound: false });
  });
});

type Steps = readonly (string | number)[];

/** Values that fit somewhere and are wrong elsewhere. */
function anyOther(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown>(null, true, 0, 1, '', 'a', 'A b', '/a', 'a/../b', 'a\nb', '2026-02-30', [], {}),
    fc.constantFrom<unknown>(['a'], [''], ['author'], { label: 'ok' }, { match: ['a'] }, { unknown: 1 }),
    fc.constantFrom<unknown>('deny', 'strict', 'ai', 'off', 'warn', 'maintain', 'textual', ['human']),
    fc.jsonValue({ maxDepth: 2 }),
  );
}

function placesIn(value: unknown, above: Steps = []): readonly Steps[] {
  if (typeof value !== 'object' || value === null) return [above];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [above, ...inner.flatMap(([step, part]) => placesIn(part, [...above, step]))];
}

function withOther(value: unknown, [step, ...rest]: Steps, other: unknown): unknown {
  if (step === undefined) return other;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === step ? withOther(item, rest, other) : item));
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.map(([key, part]): [string, unknown] => [
      key,
      key === step ? withOther(part, rest, other) : part,
    ]),
  );
}
