import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';

import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../../host-node/src/testing/temporary-repository.ts';
import { openRepository } from '../repository/repository.ts';
import { runMain } from '../testing/run-main.ts';
import { guardedRelease } from './guarded-release.ts';

afterAll(removeTemporaryFolders);

const tableContract = z.object({ table: z.array(z.object({ id: z.string() })).min(2) });

test('what is told on of the guard has every row that the guard has', async () => {
  const repository = temporaryRepository();
  repository.commit({ 'lockkeeper.yaml': 'version: 1\n' });
  const cwd = repository.root;
  const { stdout } = await runMain(['guard', '--format', 'json'], { cwd });
  const { table } = tableContract.parse(JSON.parse(stdout));
  const world = { cwd, env: {} };
  const told = await guardedRelease(
    {
      head: 'HEAD',
      environment: undefined,
      loadParsers: () => Promise.reject(new Error('There is no migration to read.')),
    },
    { repository: await openRepository({ git: true }, world), world },
  );
  const rows = told.kind === 'ran' ? told.decision.table.map(({ id }) => id) : [told.why];
  expect(rows).toEqual(table.map(({ id }) => id));
});
