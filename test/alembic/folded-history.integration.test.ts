import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readRevision } from '../../packages/policy-core/src/migrations/alembic/revision.ts';
import { foldUpgrades } from '../../packages/policy-core/src/migrations/schema/fold-schema.ts';
import type { SchemaHistory } from '../../packages/policy-core/src/migrations/schema/schema-history.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { shownFolded, shownReal, type ShownTable } from '../postgres/shown-tables.ts';
import { alembicProject, type AlembicProject } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { corpusFiles } from './revision-corpus.ts';

const isReady = postgresql.kind === 'ready' && alembic.kind !== 'unavailable';

describe.skipIf(!isReady)('real Alembic and the folded history', () => {
  let database: ScratchDatabase;
  let project: AlembicProject;
  let order: readonly string[];
  let history: SchemaHistory;
  const steps = new Map<string, number>();

  beforeAll(async () => {
    const files = corpusFiles();
    database = await scratchDatabase();
    project = await alembicProject({ files, database });
    order = await project.order();
    const graph = await project.graph();
    if (graph.kind === 'failure') throw new Error(graph.message);
    const parsers = await testParsers();
    const upgrades = order.map((revision) => {
      const file = graph.revisions[revision]?.file ?? '';
      const reading = readRevision(parsers, files[path.normalize(file)] ?? '');
      if (reading.kind !== 'revision') throw new Error(`${file}: ${reading.problem}`);
      return { revision, steps: reading.upgrade.steps, text: files[path.normalize(file)] ?? '' };
    });
    for (const upgrade of upgrades) steps.set(upgrade.revision, upgrade.steps.length);
    history = foldUpgrades(upgrades);
  });
  afterAll(() => database.drop());

  test('agree on every table that is known whole, after each revision', async () => {
    let compared = 0;
    for (const revision of order) {
      await project.succeed('upgrade', revision);
      const real = shownReal(await database.dump());
      const moment = { revision, step: steps.get(revision) ?? 0 };
      const whole = history.tablesAt(moment).filter(({ isWhole }) => isWhole);
      for (const [name, folded] of Object.entries(shownFolded(whole))) {
        compared += 1;
        expect([revision, name, named(folded)]).toEqual([revision, name, named(real[name])]);
      }
    }
    expect(compared).toBeGreaterThan(order.length);
  });
});

/** Checks without a name have none that could be told, and their columns are not read. */
function named(table: ShownTable | undefined): unknown {
  if (table === undefined) return undefined;
  const isToldOf = ([name, text]: readonly [string, string]) =>
    name !== 'undefined' && !text.startsWith('CHECK');
  return {
    columns: table.columns,
    constraints: Object.fromEntries(Object.entries(table.constraints).filter(isToldOf)),
    indexes: Object.keys(table.indexes)
      .filter((name) => name !== 'undefined')
      .toSorted(),
  };
}
