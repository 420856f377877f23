import { describe, expect, test } from 'vitest';

import type { RevisionHistory } from '../migrations/history/revision-history.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../testing/read-history.ts';
import { sampleMigrationHistory } from '../testing/sample-migration-graph.ts';
import { revisionKinds } from './revision-kinds.ts';

const parsers = await testParsers();

function kindsIn(history: RevisionHistory, pgVersion = 16): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from(revisionKinds(history, pgVersion), ([id, { reversible, trivial, losesData }]) => [
      id,
      `${reversible} ${trivial} ${losesData}`,
    ]),
  );
}

describe('the kind of a revision', () => {
  test('is told of each one: reversible, trivial, loses data', () => {
    expect(kindsIn(sampleMigrationHistory(parsers))).toEqual({
      '1a00': 'yes yes no',
      // Nobody can say what `SOME` does.
      '2b00': 'unknown unknown unknown',
      '3c00': 'yes yes no',
      '4d00': 'yes yes no',
      '5e00': 'no no yes',
      '6f00': 'yes yes no',
    });
  });

  test('knows the schema that the revisions before it made', () => {
    const kinds = kindsIn(
      historyOfTexts(
        parsers,
        revisionTexts({
          a1: {
            upgrade: 'op.create_table("orders", sa.Column("note", sa.Text()))',
            downgrade: 'op.drop_table("orders")',
          },
          b2: {
            parents: '"a1"',
            upgrade: 'op.drop_column("orders", "note")',
            downgrade: 'op.add_column("orders", sa.Column("note", sa.Text()))',
          },
        }),
      ),
    );
    expect(kinds['b2']).toBe('partly no yes');
  });

  test('is not known of a file that cannot be read', () => {
    const texts = Object.entries(revisionTexts({ a1: {} }));
    const broken = texts.map(([path, text]) => [path, `${text}\ndef broken(:\n`]);
    expect(kindsIn(historyOfTexts(parsers, Object.fromEntries(broken)))).toEqual({
      a1: 'unknown unknown unknown',
    });
  });
});
