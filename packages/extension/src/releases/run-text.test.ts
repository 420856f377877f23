import { describe, expect, test } from 'vitest';

import { refusalOutput, runOutput } from '../testing/release-output.ts';
import { readReleaseAnswer, type RunTold } from './release-answer.ts';
import { runPage } from './run-page.ts';
import { runSentence } from './run-text.ts';

const COMMIT = 'b'.repeat(40);
const WELL = { probe: 'health', status: 200, identity: COMMIT, attempts: 1 };
const PROOF = {
  deployed: { commit: COMMIT, id: 'dep_1', url: null },
  health: [WELL],
  database: [],
  corrections: [],
};

function toldBy(more: Readonly<Record<string, unknown>>, exitCode = 0): RunTold {
  const told = readReleaseAnswer(JSON.stringify(runOutput({ run: 'promote-1', ...more })), exitCode);
  if (told === undefined || !('refusals' in told)) throw new Error('It is no answer of a run.');
  return told;
}

/** Everything that somebody reads of it. */
function texts(told: RunTold): string {
  return [runSentence(told).text, runPage(told, 'over')].join('\n');
}

const KINDS = ['promote', 'rollback'].map((kind) => ({ plan: { ...runOutput().plan, kind } }));

describe('a tick', () => {
  test.each(KINDS)('is for a deploy that a probe called well: $plan.kind', (kind) => {
    const done = toldBy({ ...kind, verdict: 'ended', outcome: 'done', proof: PROOF });
    expect(runSentence(done).text).toMatch(/^✅ /);
  });

  test.each(KINDS)('is for none that no probe spoke of: $plan.kind', (kind) => {
    for (const proof of [null, { ...PROOF, health: [] }, { ...PROOF, health: [], deployed: null }])
      expect(texts(toldBy({ ...kind, verdict: 'ended', outcome: 'done', proof }))).not.toMatch(/[✅✓]/u);
  });

  test.each([
    [{ verdict: 'refused' }, 1],
    [{ verdict: 'unknown' }, 2],
    [{ verdict: 'waits' }, 7],
    [{ verdict: 'held' }, 4],
    [{ verdict: 'stopped' }, 3],
    [{ verdict: 'in-doubt' }, 7],
    [{ verdict: 'ended', outcome: 'abandoned' }, 1],
    [{ verdict: 'ended', outcome: 'failed' }, 5],
    [{ verdict: 'ended', outcome: 'stuck' }, 7],
    [{ verdict: 'ended', outcome: 'what a later version calls otherwise' }, 1],
  ])('is for no run that says %j', (said, exitCode) => {
    expect(texts(toldBy(said, exitCode))).not.toMatch(/[✅✓]/u);
  });

  test('is for no plan of which somebody has to answer for a part, and the part is named', () => {
    const told = toldBy({ refusals: [refusalOutput({ is_lifted: true })] });
    expect(texts(told)).not.toMatch(/[✅✓]/u);
    expect(runSentence(told)).toMatchObject({ isGood: true, text: expect.stringContaining('R15') });
    expect(runSentence(toldBy({})).text).toMatch(/^✅ /);
  });
});

test('rows that somebody answers for are named above a plan that loses them, which has no tick', () => {
  const loses = (losses: readonly object[]) => {
    const database = { relation: 'ahead', live: ['b2'], downgrades: [], notes: [], losses };
    const impact = { verdict: 'downgrade-first', current: COMMIT, target: COMMIT, commits: {}, database };
    return toldBy({ impact });
  };
  const told = loses(['orders.label', 'orders.note'].map((text) => ({ revision: 'b2', text })));
  expect(texts(told)).not.toMatch(/[✅✓]/u);
  expect(runSentence(told).text).toContain('(R15)');
  expect(runPage(told, 'planned').match(/^- ! .*$/gm)).toEqual([
    '- ! **R15** The downgrade of b2 loses rows.',
  ]);
  expect(runSentence(loses([])).text).toMatch(/^✅ /);
});

test('that a commit failed before is named above a plan to try it once more, which has no tick', () => {
  const told = toldBy({ plan: { ...runOutput().plan, retry: true } });
  expect(texts(told)).not.toMatch(/[✅✓]/u);
  expect(runSentence(told).text).toContain('(R25)');
  expect(runPage(told, 'planned')).toMatch(/^- ! \*\*R25\*\* .*failed/m);
});

test('what was taken back of the database is proved by what it said before and after', () => {
  const database = [
    { before: ['c1'], after: ['b1'] },
    { before: ['b1'], after: [] },
  ];
  const page = runPage(toldBy({ verdict: 'ended', outcome: 'done', proof: { ...PROOF, database } }), 'over');
  const [, proof = ''] = page.split('## Proof');
  expect(proof).toMatch(/says b1, and said c1 before[^]*says no revision, and said b1 before/);
});
