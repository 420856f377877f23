import { beforeAll, describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../packages/policy-core/src/model/known.ts';
import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import {
  judgedFilesOfPending,
  judgedSqlOfPending,
  type PendingJudgement,
} from '../../packages/policy-core/src/database/stamp/pending-judgement.ts';
import { stampTarget } from '../../packages/policy-core/src/database/stamp/stamp-target.ts';
import { versionPlaceIn } from '../../packages/policy-core/src/database/stamp/version-place.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { historyOfTexts } from '../../packages/policy-core/src/testing/read-history.ts';
import { alembicProject, environmentText, type FileTexts } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { DATA_LOSS_FIXTURES } from './data-loss-fixtures.ts';
import { tableRevisions } from './history-fixtures.ts';
import { REVERSIBILITY_FIXTURES } from './reversibility-fixtures.ts';
import { revisionFile } from './revision-file.ts';
import { SAMPLE_HISTORIES } from './sample-histories.ts';
import { onShop, SHOP } from './shop.ts';

const FIXTURES = [...REVERSIBILITY_FIXTURES, ...DATA_LOSS_FIXTURES].map(
  (fixture) => [fixture.title, fixture] as const,
);

describe.skipIf(alembic.kind === 'unavailable')(
  'real Alembic, and the SQL that it writes for a stamp:',
  () => {
    let parsers: Parsers;
    beforeAll(async () => {
      parsers = await testParsers();
    });

    const historyOf = (files: FileTexts) =>
      historyOfTexts(
        parsers,
        Object.fromEntries(Object.entries(files).map(([name, text]) => [`alembic/versions/${name}`, text])),
      );

    /** As its lines; `undefined` where Alembic cannot tell without a database. */
    async function sqlOf(files: FileTexts, ...words: readonly string[]): Promise<string | undefined> {
      const project = await alembicProject({ revisions: files });
      const { exit, output } = await project.run(...words, '--sql');
      return exit === 0 ? output : undefined;
    }

    test.each(FIXTURES)(
      'is never worse than what is read from the files: %s [row 4.11]',
      async (_, fixture) => {
        const files = onShop(fixture);
        const sql = await sqlOf(files, 'upgrade', `${SHOP}:b2`);
        if (sql === undefined) return;
        const byAlembic = judgedSqlOfPending(sql, parsers.sql);
        const byFiles = judgedFilesOfPending(historyOf(files), ['b2']);
        const shown = `${sql}\n${JSON.stringify({ byAlembic, byFiles }, null, 2)}`;
        // SQL alone is judged more strictly: also what is made and dropped again in it counts.
        if (isHarmless(byFiles))
          expect(
            byAlembic.destructive.filter((text) => !isOfNewTable(text, sql)),
            shown,
          ).toEqual([]);
        // SQL as Alembic writes it is SQL: whoever cannot read all of it would refuse every stamp.
        expect(byAlembic.unjudged, shown).toEqual([]);
      },
    );

    test('is read as harmless and as harmful, both often enough to tell', async () => {
      const found = { harmless: 0, harmful: 0 };
      for (const [, fixture] of FIXTURES) {
        const sql = await sqlOf(onShop(fixture), 'upgrade', `${SHOP}:b2`);
        if (sql === undefined) continue;
        found[isHarmless(judgedSqlOfPending(sql, parsers.sql)) ? 'harmless' : 'harmful'] += 1;
      }
      expect(found.harmless).toBeGreaterThan(10);
      expect(found.harmful).toBeGreaterThan(3);
    });

    test('runs the revisions that are said to be pending, in an order that they allow', async () => {
      const told: string[] = [];
      for (const { title, files } of SAMPLE_HISTORIES) {
        const target = stampTarget({
          histories: observed([historyOf(files)]),
          revision: undefined,
          baseline: undefined,
        });
        if (target.kind === 'none' || target.pending.length === 0) continue;
        const sql = await sqlOf(files, 'upgrade', `${target.revision}:${target.head}`);
        // A history with merges cannot always be written as SQL from its middle.
        if (sql === undefined) continue;
        const run = Array.from(sql.matchAll(/^-- Running upgrade .*-> (\S+)$/gm), ([, id = '']) => id);
        expect(run.toSorted(), title).toEqual(target.pending.toSorted());
        told.push(title);
      }
      expect(told.length).toBeGreaterThan(2);
    });

    test.each(SAMPLE_HISTORIES.map((history) => [history.title, history] as const))(
      'has one head where a stamp finds one: %s',
      async (_, { files, alembic: truth }) => {
        const target = stampTarget({
          histories: observed([historyOf(files)]),
          revision: undefined,
          baseline: undefined,
        });
        // Alembic takes what is known to be wrong only by running it; a stamp may be more careful, and never less.
        if (target.kind === 'target') expect(truth).toEqual({ heads: [target.head] });
        else expect(target.reason.text).toMatch(/\.$/);
      },
    );

    test.each([
      ['', { schema: undefined, name: 'alembic_version' }],
      ['version_table="revisions"', { schema: undefined, name: 'revisions' }],
      ['version_table_schema="ops"', { schema: 'ops', name: 'alembic_version' }],
      [
        'version_table="Revisions", version_table_schema="Ops of it"',
        { schema: 'Ops of it', name: 'Revisions' },
      ],
      ['version_table="order"', { schema: undefined, name: 'order' }],
      ['version_table_pk=False', { schema: undefined, name: 'alembic_version' }],
      ['transaction_per_migration=True', { schema: undefined, name: 'alembic_version' }],
    ])('names the table that it notes the revision in, with %j', async (configured, place) => {
      const env = environmentText().replaceAll(
        'target_metadata=target_metadata',
        ['target_metadata=target_metadata', ...(configured === '' ? [] : [configured])].join(', '),
      );
      const project = await alembicProject({ revisions: tableRevisions({ revision: 'a1' }), env });
      const { output } = await project.run('stamp', 'a1', '--sql');
      expect(versionPlaceIn(parsers.sql, output), output).toEqual(place);
    });

    test('does not exist for a revision that asks the database', async () => {
      const files = {
        'a1_first.py': revisionFile({ revision: 'a1' }),
        'b2_asks.py': revisionFile({
          revision: 'b2',
          down: 'a1',
          upgrade: [
            'found = op.get_bind().execute(sa.text("SELECT count(*) FROM customers")).scalar()',
            'if found > 0:',
            '    op.drop_table("customers")',
          ],
        }),
      };
      const sql = await sqlOf(files, 'upgrade', 'a1:b2');
      const judged = sql === undefined ? unobserved('it cannot be written') : observed(sql);
      // Either Alembic refuses to write it, or what it writes is refused: it is never read as harmless.
      if (judged.known) expect(isHarmless(judgedSqlOfPending(judged.value, parsers.sql))).toBe(false);
      expect(isHarmless(judgedFilesOfPending(historyOf(files), ['b2']))).toBe(false);
    });
  },
);

function isOfNewTable(text: string, sql: string): boolean {
  const [, made] = /^CREATE TABLE (\w+)/m.exec(sql) ?? [];
  return made !== undefined && text.includes(made);
}

function isHarmless({ destructive, unjudged }: PendingJudgement): boolean {
  return destructive.length === 0 && unjudged.length === 0;
}
