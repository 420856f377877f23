import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { problemsIn } from '../testing/problems-in.ts';

describe('where a policy says that databases are', () => {
  test('is where they usually are, unless it says otherwise', () => {
    expect(policyOf({}).databases).toEqual({
      development: 'DATABASE_URL',
      production: 'DATABASE_URL_PROD',
      schemas: undefined,
    });
    expect(policyOf({ databases: {} }).databases).toEqual(policyOf({}).databases);
  });

  test('is in variables of its own', () => {
    const databases = { development: 'DEV_DB', production: 'PROD_DB', schemas: ['app', 'audit'] };
    expect(policyOf({ databases }).databases).toEqual(databases);
    expect(policyOf({ databases: { production: 'PROD_DB' } }).databases).toMatchObject({
      development: 'DATABASE_URL',
      production: 'PROD_DB',
    });
  });

  test.each([
    [
      'databases: { production: "postgresql://ana:pw@db/shop" }',
      'databases.production is not valid: Write the name of a variable such as DATABASE_URL.',
    ],
    [
      'databases: { production: "" }',
      'databases.production is not valid: Write the name of a variable such as DATABASE_URL.',
    ],
    ['databases: { schemas: [] }', 'databases.schemas must not be empty.'],
    [
      'databases: { staging: X }',
      'Unknown key "staging" in databases. Remove it: only keys that are enforced are accepted.',
    ],
  ])('is no address: %s', (text, message) => {
    expect(problemsIn(text).map(([said]) => said)).toEqual([message]);
  });
});
