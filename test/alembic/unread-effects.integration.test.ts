import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Direction } from '../../packages/policy-core/src/migrations/operations/direction.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { revisionIn } from '../../packages/policy-core/src/testing/steps-of.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, type AlembicProject } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { CORPUS, corpusFiles } from './revision-corpus.ts';
import { schemaEffects, type SchemaEffect } from './schema-effects.ts';
import { unreadEffects } from './unread-effects.ts';

const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';

describe.skipIf(!isJudged)('real Alembic does nothing to real PostgreSQL that was not read', () => {
  let database: ScratchDatabase;
  let up: Going;
  let order: readonly string[];
  let fileOf: (id: string) => string;
  beforeAll(async () => {
    database = await scratchDatabase();
    up = await projectOn(database);
    order = await up.project.order();
    const graph = await up.project.graph();
    fileOf = (id) => (graph.kind === 'loaded' ? (graph.revisions[id]?.file ?? '') : '');
  });
  afterAll(() => database.drop());

  const readingOf = async (id: string) =>
    revisionIn(await testParsers(), readFileSync(path.join(CORPUS, fileOf(id)), 'utf8'));

  test('on the way up', async () => {
    const unread: Record<string, readonly SchemaEffect[]> = {};
    let seen = 0;
    const unclear: string[] = [];
    for (const id of order) {
      const { upgrade } = await readingOf(id);
      const effects = await up.effectsOf('upgrade', id);
      seen += effects.length;
      if (isUnclear(upgrade)) unclear.push(id);
      expect(unreadEffects(effects, { ...upgrade, steps: [] }), 'it notices what is not read').toEqual(
        effects,
      );
      const missed = unreadEffects(effects, upgrade);
      if (missed.length > 0) unread[id] = missed;
    }
    expect(unread).toEqual({});
    expect(seen).toBeGreaterThan(order.length);
    expect(unclear.length, unclear.join(' ')).toBeLessThan(order.length / 3);
  });

  test.each([
    ['the first half', 'c19', /^c(0[2-9]|1\d)$/],
    ['the second half', 'c45', /^c(2[7-9]|[34]\d)$/],
  ])('on the way down: %s', async (_, top, isPart) => {
    const own = await scratchDatabase();
    const going = await projectOn(own);
    await going.project.succeed('upgrade', top);
    const unread: Record<string, readonly SchemaEffect[]> = {};
    const line = order.filter((id) => isPart.test(id)).toReversed();
    for (const id of line) {
      expect(await going.project.succeed('current')).toEqual([
        expect.stringMatching(new RegExp(`^${id}\\b`)),
      ]);
      const missed = unreadEffects(await going.effectsOf('downgrade', '-1'), (await readingOf(id)).downgrade);
      if (missed.length > 0) unread[id] = missed;
    }
    expect(unread).toEqual({});
    expect(line.length).toBeGreaterThan(15);
    await own.drop();
  });

  test('and two know no way down', async () => {
    expect((await readingOf('c25')).downgrade.kind).toBe('raises');
    expect((await readingOf('c26')).downgrade.kind).toBe('missing');
  });
});

interface Going {
  readonly project: AlembicProject;
  /** What running Alembic does to the schema. */
  effectsOf(...args: readonly string[]): Promise<readonly SchemaEffect[]>;
}

async function projectOn(database: ScratchDatabase): Promise<Going> {
  const project = await alembicProject({ files: corpusFiles(), database });
  return {
    project,
    effectsOf: async (...args) => {
      const before = await database.dump();
      await project.succeed(...args);
      return schemaEffects(before, await database.dump());
    },
  };
}

function isUnclear({ steps }: Direction): boolean {
  return steps.some(({ kind }) => kind === 'unclear');
}
