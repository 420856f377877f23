import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { loadPolicy } from '../../checker/load-policy.ts';
import type { Policy } from '../policy.ts';
import { recordPlaces } from '../record-places.ts';

const name = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'a',
        'B',
        ' ',
        '*',
        '**',
        '?',
        '[',
        ']',
        '{',
        '}',
        '!',
        '#',
        ',',
        '.',
        '~',
        '-',
        'é',
        'e\u0301',
        'ſ',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((signs) => signs.join(''));
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));

/** A policy with these keys; `undefined` where the schema takes no such path. */
function policyOf(keys: object): Policy | undefined {
  const policy = loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify({ version: 1, ...keys }) });
  return policy.kind === 'policy' ? policy : undefined;
}

describe('a file that the policy names', () => {
  test('as its baseline changes only with an approval, whatever it is called', () => {
    fc.assert(
      fc.property(path, (baseline) => {
        const policy = policyOf({ baseline });
        if (policy === undefined) return;
        const { paths } = policy.integrity.selfProtect;
        expect(paths.some(({ pattern }) => pattern.matches(baseline))).toBe(true);
      }),
    );
  });

  test('as its record is written by machines only, whatever it is called', () => {
    fc.assert(
      fc.property(path, (record) => {
        const policy = policyOf({ deployment: { record } });
        if (policy === undefined) return;
        const owned = policy.machineOwned.flatMap(({ paths }) => paths);
        expect(owned.some(({ pattern }) => pattern.matches(record))).toBe(true);
      }),
    );
  });

  test('[D-4] as are the records of all of its services, in every environment', () => {
    const place = fc.constantFrom('api', 'web.v1', 'worker_2', 'X', 'staging', 'production', 'a b', '../x');
    const places = fc.uniqueArray(place, { minLength: 1, selector: (one) => one.toLowerCase() });
    const writers = fc.constantFrom(undefined, 'infrastructure/deploys/audit.jsonl', 'infrastructure/**');
    fc.assert(
      fc.property(places, places, writers, (services, environments, named) => {
        const policy = policyOf({
          deployment: { record: 'ops/last.json', services },
          variables: [{ id: 'all', environments, names: {} }],
          ...(named && { change_scope: { machine_owned: [{ paths: [named], writers: ['ci[bot]'] }] } }),
        });
        if (policy === undefined) return;
        const owned = policy.machineOwned.flatMap(({ paths }) => paths);
        for (const { path: record } of recordPlaces(policy))
          expect(
            owned.some(({ pattern }) => pattern.matches(record)),
            record,
          ).toBe(true);
      }),
    );
  });

  test('is one that can be named: a plain name is never refused', () => {
    for (const plain of ['a b.json', '[id].json', '{a}.json', 'é/ü.json', '-x', '#1', 'a,b', "it's.json"])
      expect(policyOf({ baseline: plain, deployment: { record: plain } })).toBeDefined();
  });

  test('of any length is protected, or is refused', () => {
    for (const length of [100, 1_000, 5_000, 50_000]) {
      const baseline = `${'a'.repeat(length)}.json`;
      const policy = policyOf({ baseline });
      const isProtected = policy?.integrity.selfProtect.paths.some(({ pattern }) =>
        pattern.matches(baseline),
      );
      expect(isProtected ?? true, `${length} letters`).toBe(true);
    }
  });

  test('of any depth is protected, or is refused', () => {
    for (const depth of [10, 100, 1_000]) {
      const baseline = `${'a/'.repeat(depth)}known.json`;
      const policy = policyOf({ baseline });
      const isProtected = policy?.integrity.selfProtect.paths.some(({ pattern }) =>
        pattern.matches(baseline),
      );
      expect(isProtected ?? true, `${depth} folders`).toBe(true);
    }
  });
});
