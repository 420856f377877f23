import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { loadPolicy, policyJsonSchema } from '@lockkeeper/policy-core';
import { ROOT } from './architecture/source-files.ts';

function yamlBlocks(page: string): readonly string[] {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  return Array.from(text.matchAll(/```yaml\n([\s\S]*?)```/g), ([, block = '']) => block);
}

describe.each(['README.md', 'docs/policy.md'])('the policy on %s', (page) => {
  test.each(yamlBlocks(page))('is one that Lockkeeper accepts', (text) => {
    expect(loadPolicy({ path: 'lockkeeper.yaml', text })).toMatchObject({ kind: 'policy' });
  });
});

test('the sample shows every key there is', () => {
  const [sample = ''] = yamlBlocks('docs/policy.md');
  const shown = Array.from(sample.matchAll(/^(\w+):/gm), ([, key = '']) => key);
  const { properties } = policyJsonSchema() as { properties: Record<string, unknown> };
  const keys = Object.keys(properties).filter((key) => key !== '$schema');
  expect(new Set(shown)).toEqual(new Set(keys));
});
