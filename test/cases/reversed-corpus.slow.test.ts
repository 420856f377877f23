import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, test } from 'vitest';

import { loadPolicy } from '../../packages/policy-core/src/checker/load-policy.ts';
import { classify } from '../../packages/policy-core/src/migrations/explain/classify.ts';
import { wholeHistories } from '../../packages/policy-core/src/migrations/facts/whole-histories.ts';
import { schemaBefore } from '../../packages/policy-core/src/migrations/schema/schema-before.ts';
import { textContent } from '../../packages/policy-core/src/model/file-content.ts';
import { observed } from '../../packages/policy-core/src/model/known.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { corpusFiles, describeCases, type CorpusFile } from './case-files.ts';
import { postgresql } from '../postgres/scratch-database.ts';
import { startPostgres } from '../postgres/start-postgres.mjs';
import { alembic } from '../alembic/alembic-worker.ts';
import { corpusRoundTrips, type TriedRevision } from './corpus-round-trips.ts';

const SEED = 39;
const DRAWN = 300;
const REPOSITORIES = ['pypi+warehouse', 'alphagov+notifications-api', 'alphagov+digitalmarketplace-api'];

interface Claim {
  readonly repository: string;
  readonly id: string;
  readonly answer: string;
}

describeCases('Revisions of real repositories, up and down again', () => {
  test(
    'leave what was there wherever they are called reversible',
    { timeout: 1_800_000 },
    async (context) => {
      if (alembic.kind !== 'ready' || postgresql.kind !== 'ready') return context.skip();
      const { bin } = postgresql;
      const all = corpusFiles();
      const claims = (await Promise.all(REPOSITORIES.map((repository) => claimsOf(repository, all)))).flat();
      const drawn = claims.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1)).slice(0, DRAWN);
      const server = { ...(await startPostgres(bin)), bin };
      const tried = new Map<string, TriedRevision>();
      for (const repository of REPOSITORIES) {
        const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-trips-'));
        const ids = drawn.filter((claim) => claim.repository === repository).map(({ id }) => id);
        const trips = { files: filesOf(repository, all), folder, tried: ids, python: alembic.python, server };
        for (const one of await corpusRoundTrips(trips)) tried.set(`${repository} ${one.id}`, one);
        rmSync(folder, { recursive: true });
      }
      const contradicted = drawn.flatMap(({ repository, id, answer }) => {
        const trip = tried.get(`${repository} ${id}`);
        const isBack = trip?.outcome === 'same' || trip?.outcome === 'no upgrade';
        return answer === 'yes' && !isBack ? [{ repository, id, ...trip }] : [];
      });
      expect(contradicted).toEqual([]);
      const ran = drawn.filter(
        ({ repository, id }) => tried.get(`${repository} ${id}`)?.outcome !== 'no upgrade',
      );
      expect(ran.length).toBeGreaterThan(0.8 * DRAWN);
    },
  );
});

function rank({ repository, id }: Claim): string {
  return createHash('sha256').update(`${SEED} ${repository} ${id}`).digest('hex');
}

function filesOf(repository: string, all: readonly CorpusFile[]): readonly CorpusFile[] {
  const root = `alembic/${repository}/`;
  return all
    .filter(({ path: name }) => name.startsWith(root) && /\/versions\/[^/]+\.py$/.test(name))
    .map(({ path: name, text }) => ({ path: name.slice(root.length), text }));
}

async function claimsOf(repository: string, all: readonly CorpusFile[]): Promise<readonly Claim[]> {
  const files = filesOf(repository, all);
  const folders = [...new Set(files.map(({ path: name }) => path.posix.dirname(name)))];
  const text = JSON.stringify({ version: 1, migrations: { alembic: folders } });
  const policy = loadPolicy({ path: 'lockkeeper.json', text });
  if (policy.kind === 'invalid') throw new Error(text);
  const sources = {
    paths: observed(files.map(({ path: name }) => name)),
    files: Object.fromEntries(files.map((file) => [file.path, observed(textContent(file.text))])),
  };
  return wholeHistories(policy, sources, await testParsers()).flatMap(({ graph, files: read, schema }) =>
    graph.order.flatMap((id) => {
      const reading = read.get(graph.revisions.get(id)?.path ?? '')?.reading;
      if (reading?.kind !== 'revision') return [];
      return [{ repository, id, answer: classify(reading, schemaBefore(schema, id)).reversible.answer }];
    }),
  );
}
