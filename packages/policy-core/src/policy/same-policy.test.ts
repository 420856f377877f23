import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';

import { loadPolicy } from './load-policy.ts';
import type { InvalidPolicy, Policy } from './policy.ts';

const word = fc.constantFrom(
  'core',
  'api',
  'a b',
  'x"y',
  "it's",
  '#no',
  'ja: nein',
  '- x',
  '1',
  'true',
  'é',
  '~',
);
const pattern = fc.constantFrom('core/**', '*.py', 'docs/', '**/AGENTS.md', 'a b/*.md', 'x*', '#notes/**');
const path = fc.constantFrom('r.txt', 'api/r.lock', 'a b/c.json', 'éa/b');
const id = fc.constantFrom('core', 'api', 'web-2', 'x');

/** Every key a policy may have, with values that every format must be told apart. */
const draft = fc.record(
  {
    policy: fc.record(
      { title: word, version: word, status: fc.constantFrom('canonical', 'draft') },
      { requiredKeys: [] },
    ),
    scope: fc.array(pattern, { minLength: 1, maxLength: 3 }),
    protected: fc.uniqueArray(
      fc.record(
        {
          id,
          description: word,
          paths: fc.array(pattern, { minLength: 1, maxLength: 3 }),
          except: fc.array(pattern, { maxLength: 2 }),
          require: fc.record({ label: word }),
          docs: word,
        },
        { requiredKeys: ['id', 'paths', 'require'] },
      ),
      { selector: (section) => section.id, maxLength: 3 },
    ),
    dependencies: fc.uniqueArray(fc.record({ id, source: path, lock: path }), {
      selector: (pair) => pair.id,
      maxLength: 2,
    }),
    migrations: fc.record({ alembic: fc.array(path), sql: fc.array(pattern) }, { requiredKeys: [] }),
    deployment: fc.record({ record: path }),
    rules: fc.dictionary(
      fc.constantFrom('paths/protected', 'migrations/drop-table', 'policy/missing'),
      fc.oneof(
        fc.constantFrom('off', 'info', 'warning', 'error'),
        fc.record({ severity: fc.constantFrom('off', 'warning') }),
      ),
    ),
    waivers: fc.array(
      fc.record({
        rule: fc.constantFrom('paths/protected', 'migrations/drop-table'),
        path: pattern,
        reason: word,
        approver: word,
        expires: fc.constantFrom('2026-11-21', '2030-01-01'),
      }),
      { maxLength: 2 },
    ),
    since: word,
    baseline: path,
    extends: fc.uniqueArray(fc.constantFrom('self-protection', 'alembic', 'python-backend')),
  },
  { requiredKeys: [] },
);

const FORMS = {
  'lockkeeper.json': (value: object) => JSON.stringify(value, undefined, 2),
  'lockkeeper.yaml': (value: object) => stringify(value),
  'lockkeeper.toml': tomlOf,
};

describe('one policy in three formats', () => {
  test('is one policy', () => {
    fc.assert(
      fc.property(draft, (written) => {
        const [json, yaml, toml] = Object.entries(FORMS).map(([file, write]) =>
          withoutPlaces(loadPolicy({ path: file, text: write({ version: 1, ...written }) })),
        );
        expect(yaml).toEqual(json);
        expect(toml).toEqual(json);
      }),
    );
  });

  test('is sound, as every part of it is', () => {
    fc.assert(
      fc.property(draft, (written) => {
        const text = FORMS['lockkeeper.json']({ version: 1, ...written });
        expect(loadPolicy({ path: 'lockkeeper.json', text }).kind).toBe('policy');
      }),
    );
  });

  test('is refused for the same reasons', () => {
    const broken = fc.constantFrom<object>(
      { version: 2 },
      { version: 1, protected: [{ id: 'a', paths: ['[x'], require: { label: 'ok' } }] },
      { version: 1, scope: [] },
      { version: 1, rules: { 'no/rule': 'off' } },
      { version: 1, extends: ['nothing'] },
      { version: 1, unknown: true },
      { version: 1, deployment: { record: '/etc/x' } },
    );
    fc.assert(
      fc.property(broken, (written) => {
        const [json, yaml, toml] = Object.entries(FORMS).map(([file, write]) =>
          messages(loadPolicy({ path: file, text: write(written) })),
        );
        expect(json).not.toEqual([]);
        expect(yaml).toEqual(json);
        expect(toml).toEqual(json);
      }),
    );
  });
});

describe('a policy in JSON', () => {
  test('is also one in YAML, which holds JSON', () => {
    fc.assert(
      fc.property(draft, (written) => {
        const text = JSON.stringify({ version: 1, ...written });
        expect(withoutPlaces(loadPolicy({ path: 'lockkeeper.yaml', text }))).toEqual(
          withoutPlaces(loadPolicy({ path: 'lockkeeper.json', text })),
        );
      }),
    );
  });

  test('does not depend on the order of its keys', () => {
    fc.assert(
      fc.property(draft, (written) => {
        const turned = Object.fromEntries(Object.entries({ version: 1, ...written }).toReversed());
        const load = (value: object) =>
          withoutPlaces(loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify(value) }));
        expect(load(turned)).toEqual(load({ version: 1, ...written }));
      }),
    );
  });
});

/** Everything but where it was written and in which file. */
function withoutPlaces(policy: Policy | InvalidPolicy): unknown {
  const { path: _path, ...rest } = policy;
  return JSON.parse(
    JSON.stringify(rest, (key, value: unknown) => {
      if (key === 'at') return undefined;
      return value instanceof Map
        ? [...value].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
        : value;
    }),
  );
}

function messages(policy: Policy | InvalidPolicy): readonly string[] {
  return policy.kind === 'invalid' ? policy.problems.map(({ message }) => message) : [];
}

function tomlOf(value: object): string {
  return Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)} = ${inlineToml(member)}\n`)
    .join('');
}

/** TOML's basic strings take every escape that JSON writes. */
function inlineToml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineToml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)} = ${inlineToml(member)}`,
  );
  return `{ ${members.join(', ')} }`;
}
