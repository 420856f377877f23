import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { versionTable } from '../../testing/sample-database.ts';
import { trackingAt, versionPlaceIn } from './version-place.ts';

const parser = (await testParsers()).sql;

/** As `alembic stamp a1 --sql` prints it. */
const printed = (table: string) => `BEGIN;

CREATE TABLE ${table} (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running stamp_revision  -> a1

INSERT INTO ${table} (version_num) VALUES ('a1') RETURNING ${table}.version_num;

COMMIT;
`;

describe('where Alembic notes the revision', () => {
  test.each([
    ['alembic_version', { schema: undefined, name: 'alembic_version' }],
    ['ops.revisions', { schema: 'ops', name: 'revisions' }],
    ['"Ops"."Revisions of it"', { schema: 'Ops', name: 'Revisions of it' }],
  ])('is read from what it prints: %s', (table, place) => {
    expect(versionPlaceIn(parser, printed(table))).toEqual(place);
  });

  test.each([
    ['nothing', ''],
    ['no such table', 'CREATE TABLE a (id int);'],
    ['two of them', `${printed('a')}${printed('b')}`],
    ['what is no SQL', 'Traceback (most recent call last):'],
  ])('is not known where that is %s', (_, sql) => {
    expect(versionPlaceIn(parser, sql)).toBeUndefined();
  });
});

describe('what it says', () => {
  const database = {
    visibleSchemas: ['public', 'ops'],
    versionTables: [versionTable(['a1'], 'ops'), versionTable(['b2'], 'old')],
  };

  test('is looked for along the search path, as Alembic does', () => {
    expect(trackingAt(database, { schema: undefined })).toEqual({
      kind: 'tracked',
      schema: 'ops',
      version: 'a1',
    });
  });

  test('is looked for in the schema that the configuration names, and nowhere else', () => {
    expect(trackingAt(database, { schema: 'old' })).toEqual({
      kind: 'tracked',
      schema: 'old',
      version: 'b2',
    });
    expect(trackingAt(database, { schema: 'public' })).toEqual({
      kind: 'elsewhere',
      schemas: ['old', 'ops'],
    });
  });
});
