import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlOperations } from '../../migrations/sql/operations.ts';
import { stampStatements } from './stamp-statements.ts';
import { versionPlaceIn } from './version-place.ts';

const parser = (await testParsers()).sql;

const anyName = fc
  .oneof(
    fc.constantFrom('alembic_version', 'public', 'Größe', 'a"b', "o'clock", 'a.b', 'order', 'back\\slash'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  )
  .filter((name) => !name.includes('\0'));

describe('what stamps a database', () => {
  test('makes the table as Alembic does, unless it is there', () => {
    const place = { schema: 'public', name: 'alembic_version' };
    const { table, statements } = stampStatements(place, { revision: "a'1", isThere: false });
    expect(table).toBe('"public"."alembic_version"');
    expect(statements).toEqual([
      'CREATE TABLE "public"."alembic_version" (version_num VARCHAR(32) NOT NULL, CONSTRAINT "alembic_version_pkc" PRIMARY KEY (version_num))',
      'INSERT INTO "public"."alembic_version" (version_num) VALUES (\'a\'\'1\')',
    ]);
    expect(stampStatements(place, { revision: "a'1", isThere: true }).statements).toEqual(
      statements.slice(1),
    );
  });

  test('writes a backslash so that it means the same everywhere', () => {
    const place = { schema: 's', name: 't' };
    const { statements } = stampStatements(place, { revision: "\\'", isThere: true });
    expect(statements).toEqual([String.raw`INSERT INTO "s"."t" (version_num) VALUES (E'\\''')`]);
  });

  test('is two statements that PostgreSQL reads, whatever the names, and drops nothing [row 4.12]', () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, (schema, name, revision) => {
        const { statements } = stampStatements({ schema, name }, { revision, isThere: false });
        const done = statements.flatMap((statement) => sqlOperations(parser, statement));
        expect(done.map((one) => (one.kind === 'operation' ? one.operation.kind : one.problem))).toEqual([
          'create-table',
          'change-rows',
        ]);
        expect(versionPlaceIn(parser, statements.join(';\n'))).toEqual({ schema, name });
      }),
    );
  });
});
