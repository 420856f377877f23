import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createDatabases } from '../../packages/host-node/src/read/postgres/create-databases.ts';
import type { SeenDatabase } from '../../packages/policy-core/src/database/seen-database.ts';
import { observed } from '../../packages/policy-core/src/model/known.ts';
import { trackingAt } from '../../packages/policy-core/src/database/stamp/version-place.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';

/** Names that SQL has to be careful with. */
const NAMES = [
  'alembic_version',
  'revisions',
  'Revisions of it',
  "o'clock",
  'a"b',
  'back\\slash',
  'größe',
  'order',
];

describe.skipIf(postgresql.kind === 'unavailable')(
  'real PostgreSQL, asked where Alembic notes the revision',
  () => {
    let database: ScratchDatabase;
    beforeAll(async () => {
      database = await scratchDatabase();
      await database.query('CREATE SCHEMA ops');
      for (const [index, name] of NAMES.entries()) {
        const table = `"${name.replaceAll('"', '""')}"`;
        for (const schema of ['public', 'ops']) {
          await database.query(`CREATE TABLE ${schema}.${table} (version_num varchar(32) PRIMARY KEY)`);
          await database.query(`INSERT INTO ${schema}.${table} VALUES ('${schema}${index}')`);
        }
      }
    });
    afterAll(() => database.drop());

    async function seenWith(versionTable?: string, env: Record<string, string> = {}): Promise<SeenDatabase> {
      const around = { HOME: '/nonexistent', PROD_DB: database.url, ...env };
      const sight = await createDatabases(around).look({
        variable: 'PROD_DB',
        schemas: undefined,
        versionTable,
      });
      if (sight.kind === 'unseen') throw new Error(sight.why.reason);
      return sight.database;
    }

    test.each(NAMES.map((name, index) => [name, index] as const))(
      'reads %s in each schema',
      async (name, index) => {
        const { versionTables } = await seenWith(name);
        expect(versionTables).toEqual([
          { schema: 'ops', versions: observed([`ops${index}`]) },
          { schema: 'public', versions: observed([`public${index}`]) },
        ]);
      },
    );

    test('reads alembic_version where nobody names another', async () => {
      expect((await seenWith()).versionTables).toEqual((await seenWith('alembic_version')).versionTables);
    });

    test('tells of none where there is none', async () => {
      expect((await seenWith('gone')).versionTables).toEqual([]);
    });

    test('finds the one of the schema that is configured, and else that of the search path', async () => {
      const seen = await seenWith('revisions');
      expect(trackingAt(seen, { schema: 'ops' })).toMatchObject({ kind: 'tracked', version: 'ops1' });
      expect(trackingAt(seen, { schema: undefined })).toMatchObject({ kind: 'tracked', version: 'public1' });
      const elsewhere = await seenWith('revisions', { PGOPTIONS: '-c search_path=ops' });
      expect(trackingAt(elsewhere, { schema: undefined })).toMatchObject({ version: 'ops1' });
    });

    test('is not the table of somebody else, without its column', async () => {
      await database.query('CREATE TABLE strange (id int)');
      const { versionTables } = await seenWith('strange');
      expect(versionTables).toMatchObject([{ schema: 'public', versions: { known: false } }]);
      expect(trackingAt({ visibleSchemas: ['public'], versionTables }, { schema: undefined })).toMatchObject({
        kind: 'unreadable',
        reason: 'strange in public cannot be read (42703)',
      });
    });
  },
);
