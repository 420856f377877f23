import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { saysProduction } from './production.ts';

describe('a name that says production', () => {
  test.each([
    'prod',
    'PROD',
    'production',
    'prd',
    'deploy-prod',
    'deploy_prod',
    'prod-db',
    'my.prod.example',
    'scripts/prod/migrate.sh',
    'PROD_DATABASE_URL',
    'Deploy to Production',
    'prod1',
    '2prod',
    'prod:eu',
  ])('%s', (name) => {
    expect(saysProduction(name)).toBe(true);
  });

  test.each([
    '',
    'product',
    'products',
    'produce',
    'reproduce',
    'productionize',
    'nonprod',
    'preprod',
    'staging',
    'test',
    'prods',
    'sprd',
    'p-r-o-d',
  ])('not %j', (name) => {
    expect(saysProduction(name)).toBe(false);
  });

  test('whatever stands around it, as long as it is no letter', () => {
    const around = fc.stringMatching(/^[^a-zA-Z]{0,5}$/);
    fc.assert(
      fc.property(around, fc.constantFrom('prod', 'production', 'prd'), around, (before, word, after) => {
        expect(saysProduction(`${before}${word}${after}`)).toBe(true);
        expect(saysProduction(`${before}${word.toUpperCase()}${after}`)).toBe(true);
        expect(saysProduction(`x${word}${after}`)).toBe(false);
        expect(saysProduction(`${before}${word}x`)).toBe(false);
      }),
    );
  });
});
