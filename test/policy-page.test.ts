import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

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

/** Dotted, without the places in lists: `protected.paths`. */
function keysOf(value: unknown, above = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysOf(item, above));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = above === '' ? key : `${above}.${key}`;
    // The name of a kind of branch, a label or a rule is anybody's; a sample of the map shows its keys.
    const free = above === '' ? '' : `${above}.*`;
    return [path, ...keysOf(inner, path), ...(free === '' ? [] : keysOf(inner, free))];
  });
}

/** The keys of a schema, in the same form; `*` where any name may stand. */
function namedIn(schema: unknown, above = ''): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, additionalProperties, items, anyOf }: SchemaPart = schema;
  const named = Object.entries(properties ?? {}).flatMap(([key, inner]) => {
    const path = above === '' ? key : `${above}.${key}`;
    return [path, ...namedIn(inner, path)];
  });
  return [
    ...named,
    ...namedIn(additionalProperties, `${above}.*`),
    ...namedIn(items, above),
    ...(anyOf ?? []).flatMap((part) => namedIn(part, above)),
  ];
}

interface SchemaPart {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: unknown;
  readonly items?: unknown;
  readonly anyOf?: readonly unknown[];
}
