import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import '../setup/properties.ts';
import { quotedName } from '../../packages/policy-core/src/migrations/sql/quoted-name.ts';
import { anyName } from '../../packages/policy-core/src/testing/any-name.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';

/** What later versions than the one that judges here took for key words. */
const LATER = new Set(
  'json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value merge_action system_user'.split(
    ' ',
  ),
);

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL quotes names', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  /** By `quote_ident`. */
  async function quoted(names: readonly string[]): Promise<readonly string[]> {
    const rows = await database.query<{ name: string }>(
      'SELECT quote_ident(name) AS name FROM unnest($1::text[]) WITH ORDINALITY AS u (name, n) ORDER BY n',
      [names],
    );
    return rows.map(({ name }) => name);
  }

  test('as we do: every word of its grammar', async () => {
    const rows = await database.query<{ word: string }>('SELECT word FROM pg_get_keywords()');
    const words = rows.flatMap(({ word }) => (LATER.has(word) ? [] : [word]));
    expect(words.length).toBeGreaterThan(400);
    expect(words.map(quotedName)).toEqual(await quoted(words));
  });

  test('as we do: whatever else a name may be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyName, { minLength: 1, maxLength: 50 }), async (names) => {
        const known = names.filter((name) => !LATER.has(name));
        expect(known.map(quotedName)).toEqual(await quoted(known));
      }),
    );
  });
});
