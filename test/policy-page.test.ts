import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { loadPolicy, policyJsonSchema } from '@lockkeeper/policy-core';
import { ROOT } from './architecture/source-files.ts';
import { keysOf, namedIn } from './policy-keys.ts';

function yamlBlocks(page: string): readonly string[] {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  return Array.from(text.matchAll(/```yaml\n([\s\S]*?)```/g), ([, block = '']) => block);
}

describe.each(['README.md', 'docs/policy.md'])('the policy on %s', (page) => {
  test.each(yamlBlocks(page))('is one that Lockkeeper accepts', (text) => {
    expect(loadPolicy({ path: 'lockkeeper.yaml', text })).toMatchObject({ kind: 'policy' });
  });
});

describe('the sample', () => {
  const [sample = ''] = yamlBlocks('docs/policy.md');

  test('shows every key there is, at every depth', () => {
    const shown = new Set(keysOf(parse(sample)));
    const keys = namedIn(policyJsonSchema()).filter((key) => key !== '$schema');
    expect(keys.filter((key) => !shown.has(key))).toEqual([]);
    expect(keys.length).toBeGreaterThan(60);
  });

  test('explains each part of a policy in a comment above it', () => {
    const lines = sample.split('\n');
    const bare = lines.filter(
      (line, index) =>
        /^\w+:/.test(line) && lines[index - 1]?.startsWith('#') !== true && !line.startsWith('version:'),
    );
    expect(bare).toEqual([]);
  });
});
