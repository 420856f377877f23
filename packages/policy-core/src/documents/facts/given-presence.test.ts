import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { treeObservations } from '../../checker/observations-from-input.ts';
import { observed } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { presentAmong } from './given-presence.ts';

const policy = policyOf({
  documents: ['docs/**/*.md'],
  protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' }, docs: 'docs/CORE.md' }],
});

function presence(texts: Readonly<Record<string, string>>): Readonly<Record<string, boolean>> {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const seen = treeObservations(policy, files, {});
  const found = presentAmong(policy, seen, Object.keys(texts));
  return Object.fromEntries(Object.entries(found).map(([path, known]) => [path, known.known && known.value]));
}

describe('what a document speaks of', () => {
  test.each([
    ['a file that is given', '[x](ops/run.md)', { 'docs/ops/run.md': true }],
    ['a folder of such a file', '`./ops/`', { 'docs/ops': true }],
    ['a name that only begins like a folder', '`./op/`', { 'docs/op': false }],
    ['a name that only begins like a file', '[x](ops/run.mdx)', { 'docs/ops/run.mdx': false }],
    ['what is not given', '[x](gone.md)', { 'docs/gone.md': false }],
    ['another spelling', '[x](ops/RUN.md)', { 'docs/ops/RUN.md': false }],
  ])('%s', (_, text, found) => {
    expect(presence({ 'docs/a.md': text, 'docs/ops/run.md': '' })).toMatchObject(found);
  });

  test('in the policy is looked for as well', () => {
    expect(presence({ 'docs/a.md': '' })).toMatchObject({ 'docs/CORE.md': false });
    expect(presence({ 'docs/CORE.md': '' })).toMatchObject({ 'docs/CORE.md': true });
  });

  test('does not count where no document of the policy speaks of it', () => {
    expect(presence({ 'README.md': '[x](gone.md)' })).not.toHaveProperty('gone.md');
  });
});

test('every file that is given is there', () => {
  const name = fc.constantFrom('docs', 'ops', 'a.md', 'b', 'constructor');
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
  fc.assert(
    fc.property(fc.uniqueArray(path), (paths) => {
      const found = presence(Object.fromEntries(paths.map((one) => [one, ''])));
      for (const one of paths) expect(found[one]).toBe(true);
    }),
  );
});

test('a repository of many files is looked through once', () => {
  const paths = Array.from({ length: 20_000 }, (_, index) => `src/m${index % 100}/f${index}.ts`);
  const text = Array.from({ length: 500 }, (_, index) => `[x](gone${index}.md)`).join('\n\n');
  const seen = treeObservations(policy, [{ path: 'docs/a.md', text }], {});
  const start = stepsTaken();
  const found = presentAmong(policy, seen, paths);
  expect(found['docs/gone499.md']).toEqual(observed(false));
  expect(stepsTaken() - start).toBeLessThan(400_000);
});
