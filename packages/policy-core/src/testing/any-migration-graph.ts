import fc from 'fast-check';

import type { ListedRevision } from '../migrations/explain/listed-revision.ts';
import type { EnvironmentGraph, MigrationGraph } from '../migrations/explain/migration-graph.ts';

/** What nobody should put into a file, and somebody does. */
const anyText = fc.oneof(
  fc.constantFrom(
    'add total',
    '<script>alert(1)</script>',
    ']]> & "quotes" \'more\'',
    'a"]; click r0 "javascript:1"',
    '\u001b[31mred\u001b[0m',
    'two\nlines',
    '\u202Eevil',
    '`code` **bold** | cell',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const anyParents = fc.array(fc.nat(5), { maxLength: 3 });
const maybe = fc.constantFrom(true, false, null);

const anyRevisions: fc.Arbitrary<readonly ListedRevision[]> = fc
  .array(
    fc.record({
      message: fc.option(anyText),
      parents: anyParents,
      labels: fc.array(anyText, { maxLength: 2 }),
      is_released: maybe,
      is_new: maybe,
    }),
    { maxLength: 6 },
  )
  .map((drafts) =>
    drafts.map(({ parents, ...rest }, index): ListedRevision => {
      // Newest first: a parent comes later, or is not there.
      const named = [...new Set(parents.map((step) => `r${index + 1 + step}`))];
      return {
        ...rest,
        id: `r${index}`,
        path: `v/r${index}.py`,
        parents: named,
        depends_on: [],
        is_head: index === 0,
        is_base: named.length === 0,
        is_merge: named.length > 1,
      };
    }),
  );

const anyEnvironment: fc.Arbitrary<EnvironmentGraph> = fc
  .record({
    name: anyText,
    revisions: anyRevisions,
    older: fc.nat(3),
    unplaced: fc.array(anyText, { maxLength: 2 }),
  })
  .map(({ name, revisions, older, unplaced }) => {
    const ids = new Set(revisions.map(({ id }) => id));
    return {
      name,
      folders: ['v'],
      revisions,
      older,
      heads: revisions.slice(0, 1).map(({ id }) => id),
      bases: revisions.filter(({ parents }) => parents.length === 0).map(({ id }) => id),
      missing: revisions.flatMap(({ id, parents }) =>
        parents
          .filter((parent) => !ids.has(parent))
          .map((names) => ({ revision: id, names, as: 'down_revision' as const })),
      ),
      circles: [],
      duplicates: [],
      unplaced,
    };
  });

/** Graphs whose words try to be more than words. */
export const anyMigrationGraph: fc.Arbitrary<MigrationGraph> = fc
  .array(anyEnvironment, { maxLength: 3 })
  .map((environments) => ({ schema_version: 1, environments }));
