import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyPolicyKeys } from '../testing/any-policy-keys.ts';
import { POLICY_FORMS } from '../testing/policy-forms.ts';
import { loadPolicy } from '../checker/load-policy.ts';
import type { InvalidPolicy, Policy } from './policy.ts';

describe('one policy in three formats', () => {
  test('is one policy', () => {
    fc.assert(
      fc.property(anyPolicyKeys, (written) => {
        const [json, yaml, toml] = Object.entries(POLICY_FORMS).map(([file, write]) =>
          withoutPlaces(loadPolicy({ path: file, text: write({ version: 1, ...written }) })),
        );
        expect(yaml).toEqual(json);
        expect(toml).toEqual(json);
      }),
    );
  });

  test('is sound, as every part of it is', () => {
    fc.assert(
      fc.property(anyPolicyKeys, (written) => {
        const text = POLICY_FORMS['lockkeeper.json']({ version: 1, ...written });
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
      { version: 1, deployment: { services: {} } },
      { version: 1, deployment: { services: { api: { equality: 'same' } } } },
      { version: 1, deployment: { services: { api: { environments: { a: { promote_from: 'b' } } } } } },
      { version: 1, deployment: { services: { api: { environments: { a: { driver: { kind: 'ftp' } } } } } } },
      { version: 1, branches: { production: { match: [] } } },
      { version: 1, branches: { deploy_from: { staging: ['nobody'] } } },
      { version: 1, actors: { ai: { emails: ['*@example.com'] } } },
      { version: 1, actors: { ai: { trailers: [{ key: 'a', value: '/(/' }] } } },
      { version: 1, labels: { ok: { grants: ['protected.core'] } } },
      { version: 1, labels: { 'Approved-core-change': {} } },
      { version: 1, change_scope: { deny: { paths: ['[x'] } } },
      { version: 1, change_scope: { also_allow: [{ dependencies: 'api' }] } },
      { version: 1, integrity: { symlinks: { allow: 'yes' } } },
      { version: 1, patterns: { dialect: 'gitignore' } },
      { version: 1, documents: 'docs' },
    );
    fc.assert(
      fc.property(broken, (written) => {
        const [json, yaml, toml] = Object.entries(POLICY_FORMS).map(([file, write]) =>
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
      fc.property(anyPolicyKeys, (written) => {
        const text = JSON.stringify({ version: 1, ...written });
        expect(withoutPlaces(loadPolicy({ path: 'lockkeeper.yaml', text }))).toEqual(
          withoutPlaces(loadPolicy({ path: 'lockkeeper.json', text })),
        );
      }),
    );
  });

  test('does not depend on the order of its keys', () => {
    fc.assert(
      fc.property(anyPolicyKeys, (written) => {
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

describe('the parts of a policy', () => {
  const KEYS = [
    'branches',
    'actors',
    'labels',
    'change_scope',
    'integrity',
    'patterns',
    'documents',
    'deployment',
  ];

  const tried = fc.sample(anyPolicyKeys, 200);

  test.each(KEYS)('%s are among those that are tried, and make a difference', (key) => {
    const load = (value: object) =>
      JSON.stringify(
        withoutPlaces(
          loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify({ version: 1, ...value }) }),
        ),
      );
    const telling = tried.some((draft) => {
      if (!(key in draft)) return false;
      const { [key]: _, ...rest } = { ...draft } as Record<string, unknown>;
      return load(rest) !== load(draft);
    });
    expect(telling).toBe(true);
  });
});
