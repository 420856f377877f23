import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyPolicyKeys } from '../testing/any-policy-keys.ts';
import { policyOf } from '../testing/any-repository.ts';
import { DEFAULT_RECORD_PATH } from './policy.ts';
import {
  placeJudged,
  policyOfDocument,
  policyOfPlace,
  recordPlaceFor,
  recordPlaces,
  releasePlace,
} from './record-places.ts';

const RECORD = 'ops/last.json';
const TWO = { deployment: { record: RECORD, services: ['api', 'worker'] } };
const WITH_STAGING = { ...TWO, branches: { develop: { match: ['develop'], environment: 'Staging' } } };

describe('the records of a policy', () => {
  test('are the one of production where no service is named', () => {
    const branches = { develop: { match: ['develop'], environment: 'staging' } };
    expect(recordPlaces(policyOf({ branches }))).toEqual([
      { environment: 'production', service: undefined, path: DEFAULT_RECORD_PATH },
    ]);
  });

  test('are one for each service and environment, of which the first is where it always was', () => {
    expect(recordPlaces(policyOf(WITH_STAGING))).toEqual([
      { environment: 'production', service: 'api', path: RECORD },
      { environment: 'production', service: 'worker', path: 'infrastructure/deploys/production/worker.json' },
      { environment: 'staging', service: 'api', path: 'infrastructure/deploys/staging/api.json' },
      { environment: 'staging', service: 'worker', path: 'infrastructure/deploys/staging/worker.json' },
    ]);
  });

  test('are there for every environment that the policy speaks of, in whatever letters, once', () => {
    const environments = recordPlaces(
      policyOf({
        deployment: { record: RECORD, services: ['api'] },
        branches: {
          main: { match: ['main'], environment: 'Production' },
          develop: { match: ['develop'], environment: 'staging' },
          deploy_from: { STAGING: ['develop'], preview: ['develop'] },
        },
        variables: [{ id: 'all', environments: ['demo', 'staging'], names: { A: {} } }],
      }),
    ).map(({ environment }) => environment);
    expect(environments).toEqual(['production', 'staging', 'preview', 'demo']);
  });

  test('are there for the environments of described services, of which the first is written first', () => {
    const services = {
      web: { environments: { Demo: {} } },
      api: { environments: { production: {}, staging: {} } },
    };
    expect(recordPlaces(policyOf({ deployment: { record: RECORD, services } }))).toEqual([
      { environment: 'production', service: 'web', path: RECORD },
      { environment: 'production', service: 'api', path: 'infrastructure/deploys/production/api.json' },
      { environment: 'demo', service: 'web', path: 'infrastructure/deploys/demo/web.json' },
      { environment: 'demo', service: 'api', path: 'infrastructure/deploys/demo/api.json' },
      { environment: 'staging', service: 'web', path: 'infrastructure/deploys/staging/web.json' },
      { environment: 'staging', service: 'api', path: 'infrastructure/deploys/staging/api.json' },
    ]);
  });

  test('leave out an environment whose name is that of no folder', () => {
    const names = ['..', 'a/b', '../../etc', 'a\\b', 'a b', '.git', 'ok'];
    const variables = [{ id: 'all', environments: names, names: { A: {} } }];
    const places = recordPlaces(policyOf({ ...TWO, variables }));
    expect([...new Set(places.map(({ environment }) => environment))]).toEqual(['production', 'ok']);
  });

  test('never lie at one path, nor outside of their folder', () => {
    const name = fc.constantFrom('api', 'API', 'worker', 'production', 'staging', 'a.b', '..', 'x/y', '');
    fc.assert(
      fc.property(
        fc.uniqueArray(name),
        fc.constantFrom('api', 'worker', 'staging'),
        (environments, first) => {
          const variables = [
            { id: 'all', environments: ['demo', ...environments.filter(Boolean)], names: {} },
          ];
          const services = [...new Set([first, 'api', 'worker', 'staging'])];
          const places = recordPlaces(policyOf({ deployment: { record: RECORD, services }, variables }));
          const paths = places.map(({ path }) => path);
          expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
          expect(places[0]).toEqual({ environment: 'production', service: first, path: RECORD });
          for (const path of paths.slice(1))
            expect(path).toMatch(/^infrastructure\/deploys\/[a-z][a-z.]*\/[a-z]+\.json$/);
        },
      ),
    );
  });
});

describe('the place that somebody names', () => {
  const policy = policyOf(WITH_STAGING);

  test.each([
    [{}, RECORD],
    [{ environment: 'production' }, RECORD],
    [{ environment: 'PRODUCTION', service: 'api' }, RECORD],
    [{ service: 'worker' }, 'infrastructure/deploys/production/worker.json'],
    [{ environment: 'staging' }, 'infrastructure/deploys/staging/api.json'],
    [{ environment: 'Staging', service: 'worker' }, 'infrastructure/deploys/staging/worker.json'],
  ])('%j has its record', (asked, path) => {
    expect(recordPlaceFor(policy, asked)).toMatchObject({ kind: 'found', place: { path } });
  });

  test.each([
    [{ service: 'web' }, 'There is no service web in deployment.services: api, worker.'],
    [{ service: 'API' }, 'There is no service API in deployment.services: api, worker.'],
    [{ service: '' }, 'There is no service  in deployment.services: api, worker.'],
    [
      { environment: 'stagign' },
      'The policy knows no environment stagign, only: production, staging. Name it in branches, variables or deployment.services.',
    ],
  ])('%j has none, and the known names are told', (asked, problem) => {
    expect(recordPlaceFor(policy, asked)).toEqual({ kind: 'unknown', problem });
  });

  test('has none but production where the policy names no services', () => {
    const plain = policyOf({});
    expect(recordPlaceFor(plain, {})).toMatchObject({ place: { path: DEFAULT_RECORD_PATH } });
    expect(recordPlaceFor(plain, { environment: 'Production' }).kind).toBe('found');
    for (const asked of [{ environment: 'staging' }, { service: 'api' }])
      expect(recordPlaceFor(plain, asked)).toEqual({
        kind: 'unknown',
        problem:
          'There is one record, that of production: the policy names no services. Name them in deployment.services.',
      });
  });
});

describe('the place of a release', () => {
  test.each([{}, { environment: 'production' }, { environment: 'staging' }, { environment: 'a/b' }])(
    'is the one record that there is, where the policy names no services: %j',
    (asked) => {
      expect(releasePlace(policyOf({}), asked)).toMatchObject({ place: { path: DEFAULT_RECORD_PATH } });
    },
  );

  test('is none of a service that the policy does not name', () => {
    expect(releasePlace(policyOf({}), { environment: 'staging', service: 'api' }).kind).toBe('unknown');
  });

  test('is that of the service in the environment, where it does', () => {
    const policy = policyOf(WITH_STAGING);
    for (const asked of [{}, { environment: 'staging' }, { service: 'worker' }, { environment: 'demo' }])
      expect(releasePlace(policy, asked)).toEqual(recordPlaceFor(policy, asked));
  });
});

describe('in any policy', () => {
  test('each place is found by its own names, in any letters of its environment, and by no others', () => {
    fc.assert(
      fc.property(anyPolicyKeys, (keys) => {
        const policy = policyOf(keys);
        const places = recordPlaces(policy);
        for (const place of places) {
          const { environment, service } = place;
          for (const asked of [environment, environment.toUpperCase()])
            expect(recordPlaceFor(policy, { environment: asked, service })).toEqual({ kind: 'found', place });
        }
        const [first] = places;
        expect(recordPlaceFor(policy, {})).toEqual({ kind: 'found', place: first });
        expect(recordPlaceFor(policy, { service: 'nobody' }).kind).toBe('unknown');
        expect(recordPlaceFor(policy, { environment: 'nowhere' }).kind).toBe('unknown');
      }),
    );
  });
});

describe('a policy that judges by the record of a place', () => {
  const policy = policyOf(WITH_STAGING);

  test('knows all the others as before', () => {
    for (const place of recordPlaces(policy)) {
      const there = policyOfPlace(policy, place);
      expect(there.record.path).toBe(place.path);
      expect(placeJudged(there)).toEqual(place);
      expect(recordPlaces(there)).toEqual(recordPlaces(policy));
    }
  });

  test('is that of a document which is a record, and the very same of any other', () => {
    for (const place of recordPlaces(policy))
      expect(policyOfDocument(policy, place.path)).toEqual(policyOfPlace(policy, place));
    expect(policyOfDocument(policy, 'infrastructure/deploys/demo/api.json')).toBe(policy);
    expect(policyOfDocument(policy, 'README.md')).toBe(policy);
  });

  test('is that of the first service in production unless another is asked about', () => {
    expect(placeJudged(policy)).toEqual({ environment: 'production', service: 'api', path: RECORD });
  });
});
