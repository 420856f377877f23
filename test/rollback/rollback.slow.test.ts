import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, afterEach, describe, expect, test } from 'vitest';

import { removeTemporaryFolders } from '../../packages/host-node/src/testing/temporary-repository.ts';
import { alembic } from '../alembic/alembic-worker.ts';
import { ROOT } from '../architecture/source-files.ts';
import { postgresql } from '../postgres/scratch-database.ts';
import { evidencePage, type Outcome } from './evidence-page.ts';
import { expectOutcome } from './expected-outcome.ts';
import { rollBack } from './rollback-world.ts';
import { SITUATIONS } from './situations.ts';

const isMissing = alembic.kind === 'unavailable' || postgresql.kind === 'unavailable';

describe.skipIf(isMissing)('every rollback on real PostgreSQL and Alembic', () => {
  const outcomes: Outcome[] = [];
  afterEach(removeTemporaryFolders);
  afterAll(() => {
    if (process.env['LOCKKEEPER_WRITE_EVIDENCE'] === '1')
      writeFileSync(path.join(ROOT, 'docs/evidence/rollback.md'), evidencePage(outcomes));
  });

  test.each(SITUATIONS.map((one) => [`${one.class}: ${one.title}`, one] as const))(
    '%s',
    async (_, situation) => {
      const outcome = await rollBack(situation);
      outcomes.push({ situation, outcome });
      expectOutcome(situation, outcome);
    },
  );

  test('none is refused where the schema stays as it is, and each starts by itself', () => {
    const unchanged = outcomes.filter(({ situation }) => situation.class === 'schema unchanged');
    expect(unchanged.length).toBeGreaterThan(5);
    for (const { outcome } of unchanged) {
      expect(outcome.decision.verdict).toBe('safe');
      expect(outcome.boot?.isReady).toBe(true);
    }
  });

  test('no row is lost that the plan did not tell of and nobody confirmed', () => {
    for (const { situation, outcome } of outcomes)
      if (outcome.lost.length > 0) {
        const told = outcome.decision.database.losses.map(({ revision }) => revision);
        expect(told.every((id) => situation.accepts?.includes(id))).toBe(true);
      }
  });

  test('who rolls the code back alone ends with a service that does not start', () => {
    const failed = outcomes.filter(({ outcome }) => !outcome.naive.isReady);
    expect(failed.some(({ outcome }) => /Can't locate revision/.test(outcome.naive.said))).toBe(true);
  });
});
