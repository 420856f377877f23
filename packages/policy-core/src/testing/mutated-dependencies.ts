import { describe, expect, test } from 'vitest';

import { saidOf } from './said-of-dependencies.ts';
import type { SampleDependencies } from './sample-dependencies.ts';

/** A change to a project in which nothing is wrong. */
export interface Mutation {
  /** What stands in a file, and what takes its place. */
  readonly edits: readonly (readonly [path: string, before: string, after: string])[];
  /** All that is said then, in order: the rule, and its message. */
  readonly says: readonly string[];
}

export function describeMutations(
  mode: string,
  sample: SampleDependencies,
  mutations: Readonly<Record<string, Mutation>>,
): void {
  describe(`a healthy project in the mode ${mode}`, () => {
    test.each(Object.entries(mutations))('after %s', (_what, { edits, says }) => {
      const files = new Map(Object.entries(sample.files));
      for (const [path, before, after] of edits) {
        const text = files.get(path) ?? '';
        expect(text, 'the mutation finds its place').toContain(before);
        files.set(
          path,
          text.replace(before, () => after),
        );
      }
      expect(saidOf(sample, Object.fromEntries(files))).toEqual(says);
    });
  });
}
