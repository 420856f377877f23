import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker/checker.ts';
import type { SqlParser } from '../../parsers/parsers.ts';
import { nodesNamed } from '../sql/nodes.ts';
import { stringsIn, tableName } from '../sql/table-name.ts';
import { anyName } from '../../testing/any-name.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { ALEMBIC_POLICY, sampleRevision } from '../../testing/sample-revision.ts';
import { allRules } from '../../checker/all-rules.ts';

let checker: Checker;
let parser: SqlParser;
beforeAll(async () => {
  const parsers = await testParsers();
  checker = checkerFor(policyOf(ALEMBIC_POLICY), parsers);
  parser = parsers.sql;
});

/** The only message that a rule has for an upgrade. */
function messageOf(rule: string, upgrade: string): string {
  const file = { path: 'alembic/versions/b2_x.py', text: sampleRevision({ upgrade }) };
  const { findings } = checker.checkFiles([file], { only: [`migrations/${rule}`] });
  expect(findings).toHaveLength(1);
  return findings[0]?.message ?? '';
}

/** The columns and tables of the only statement; why it cannot be read, if it cannot. */
function namesIn(sql: string): readonly unknown[] {
  const parse = parser.parse(sql);
  if (parse.kind !== 'statements') return [parse, sql];
  return parse.statements.flatMap(({ node }) => [
    ...nodesNamed(node, 'RangeVar')
      .map(tableName)
      .flatMap(({ schema, text }) => [schema, text]),
    ...nodesNamed(node, 'ColumnRef').flatMap((column) => stringsIn(column, 'fields')),
  ]);
}

const python = (text: string) => JSON.stringify(text);

describe('SQL that a message shows runs as it stands', () => {
  test('the check of set-not-null, whatever the column is called', () => {
    fc.assert(
      fc.property(anyName, (column) => {
        const upgrade = `op.alter_column("orders", ${python(column)}, nullable=False)`;
        const [, check] =
          /Add (CHECK .+ NOT VALID), validate it/s.exec(messageOf('set-not-null', upgrade)) ?? [];
        expect(namesIn(`ALTER TABLE orders ADD ${check ?? ''}`)).toEqual([column]);
      }),
    );
  });

  test('the query of new-unique-on-existing, whatever the table and its columns are called', () => {
    fc.assert(
      fc.property(fc.tuple(anyName, anyName, anyName, anyName), ([schema, table, one, other]) => {
        const [on, columns] = [python(table), `${python(one)}, ${python(other)}`];
        const upgrade = `op.create_unique_constraint("uq", ${on}, [${columns}], schema=${python(schema)})`;
        const [, query] = /Check first: (.+)\.$/s.exec(messageOf('new-unique-on-existing', upgrade)) ?? [];
        const both = [other, one];
        // Of the tree: the table, and from the last to the first what is grouped by, what must hold something, and
        // what is shown.
        expect(namesIn(query ?? '')).toEqual([schema, table, ...both, ...both, ...both]);
      }),
    );
  });

  test('no other message puts names into SQL', () => {
    const showing = allRules.flatMap(({ id, messages }) =>
      Object.values<string>(messages).some((text) =>
        /\b(?:ALTER |CHECK \(|CREATE |DROP |SELECT |UPDATE )[^.]*\{/.test(text),
      )
        ? [id]
        : [],
    );
    expect(showing).toEqual(['migrations/set-not-null']);
  });
});
