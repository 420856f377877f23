import { expect, test } from 'vitest';

import { policyJsonSchema, policySchema } from './policy-schema.ts';

test('the published schema knows the keys the checker accepts, and no others', () => {
  expect(policyJsonSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    additionalProperties: false,
    required: ['version'],
    properties: Object.fromEntries(Object.keys(policySchema.shape).map((key) => [key, expect.anything()])),
  });
});

test('every key is explained where an editor shows it', () => {
  const { properties } = policyJsonSchema() as { properties: Record<string, { description?: string }> };
  const silent = Object.entries(properties).filter(([, { description }]) => description === undefined);
  expect(silent.map(([key]) => key)).toEqual([]);
});
