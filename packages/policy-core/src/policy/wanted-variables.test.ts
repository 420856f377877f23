import { describe, expect, test } from 'vitest';

import { sectionsIn } from '../testing/sample-variables.ts';
import { sectionsOf, wantedIn } from './wanted-variables.ts';

const SECTIONS = sectionsIn(
  { id: 'everywhere', names: { LOG_LEVEL: {} } },
  { id: 'live', environments: ['production'], names: { STRIPE_KEY: {} } },
  { id: 'api', services: ['api', 'worker'], names: { DATABASE_URL: {} } },
  { id: 'live-web', environments: ['production', 'staging'], services: ['web'], names: { ORIGIN: {} } },
);

describe('the sections of an environment', () => {
  test.each([
    ['production', ['everywhere', 'live', 'api', 'live-web']],
    ['staging', ['everywhere', 'api', 'live-web']],
    ['development', ['everywhere', 'api']],
    ['Production', ['everywhere', 'live', 'api', 'live-web']],
  ])('%s: %j', (environment, ids) => {
    expect(sectionsOf(SECTIONS, environment).map(({ id }) => id)).toEqual(ids);
  });
});

describe('the variables of a service', () => {
  test.each([
    ['production', 'api', ['LOG_LEVEL', 'STRIPE_KEY', 'DATABASE_URL']],
    ['production', 'worker', ['LOG_LEVEL', 'STRIPE_KEY', 'DATABASE_URL']],
    ['production', 'web', ['LOG_LEVEL', 'STRIPE_KEY', 'ORIGIN']],
    ['staging', 'web', ['LOG_LEVEL', 'ORIGIN']],
    ['development', 'web', ['LOG_LEVEL']],
    ['production', 'cron', ['LOG_LEVEL', 'STRIPE_KEY']],
  ])('%s/%s: %j', (environment, service, names) => {
    expect(wantedIn(SECTIONS, { environment, service }).map(({ name }) => name)).toEqual(names);
  });

  test('are those of all where no service is named', () => {
    expect(
      wantedIn(SECTIONS, { environment: 'production', service: undefined }).map(({ name }) => name),
    ).toEqual(['LOG_LEVEL', 'STRIPE_KEY', 'DATABASE_URL', 'ORIGIN']);
  });
});
