import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isProved, proofCheck, proofHash, type ProofRun, type RanProof } from './proof-check.ts';

const RAN: RanProof = {
  commit: 'c'.repeat(40),
  revisions: ['b2', 'c3'],
  start: 'nothing',
  fingerprints: ['sha256:1', 'sha256:2', 'sha256:1', 'sha256:2'],
  rows: { kind: 'compared', tables: 2, rows: 5, losses: [] },
  isDropped: true,
};

const ran = (more: Partial<RanProof>): ProofRun => ({ kind: 'ran', ...RAN, ...more });

describe('migrations that ran up, down and up again', () => {
  test('are proved where the schema came back and came again [row 1.33] [row 1.34]', () => {
    const check = proofCheck(ran({}));
    expect(check).toMatchObject({ state: 'passed', problems: [] });
    expect(check.evidence[0]?.text).toBe(
      `b2, c3 ran up, down and up again, beginning with nothing; the hash of the run is ${proofHash(RAN)}.`,
    );
    expect(isProved(ran({}))).toBe(true);
  });

  test.each([
    ['went down to something else', ['1', '2', '3', '2'], /^Going down leaves another schema/],
    ['went up to something else', ['1', '2', '1', '4'], /^Going up a second time makes another schema/],
  ] as const)('fail where they %s [row 1.33]', (_, fingerprints, text) => {
    const check = proofCheck(ran({ fingerprints }));
    expect(check.state).toBe('failed');
    expect(check.problems.map((problem) => problem.text)).toEqual([expect.stringMatching(text)]);
    expect(isProved(ran({ fingerprints }))).toBe(false);
  });

  test('fail where a table loses rows that no step deletes', () => {
    const losses = [
      { table: 'public.a', before: 3, after: 0 },
      { table: 'public.b', before: 3, after: null },
      { table: 'public.c', before: 3, after: 3 },
    ];
    const run = ran({ rows: { kind: 'compared', tables: 3, rows: 9, losses } });
    expect(isProved(run)).toBe(false);
    expect(proofCheck(run)).toMatchObject({ state: 'failed' });
    expect(proofCheck(run).problems.map(({ text }) => text.split(' ')[0])).toEqual([
      'public.a',
      'public.b',
      'public.c',
    ]);
  });

  test.each([{ kind: 'empty' }, { kind: 'not-compared', reason: 'it went away' }] as const)(
    'say where that proves nothing about rows: $kind',
    (rows) => {
      const check = proofCheck(ran({ rows }));
      expect(check.state).toBe('passed');
      expect(check.evidence[1]?.text).toMatch(/^Nothing is proved about rows/);
    },
  );

  test('are not proved where the scratch database is left behind', () => {
    expect(proofCheck(ran({ isDropped: false }))).toMatchObject({
      state: 'undetermined',
      problems: [{ text: 'The scratch database could not be dropped.' }],
    });
  });

  test.each<ProofRun>([
    { kind: 'stopped', step: 'down', error: undefined, isDropped: false },
    { kind: 'not-run', reason: 'it went away', nextStep: 'Look.', isDropped: false },
  ])('tell of a scratch database that is left behind, also where they did not come to their end', (run) => {
    const check = proofCheck(run);
    expect(check.state).toBe(run.kind === 'stopped' ? 'failed' : 'undetermined');
    expect(check.problems.map(({ text }) => text).slice(1)).toEqual([
      'The scratch database could not be dropped.',
    ]);
  });

  test.each([
    ['up', 'IntegrityError', 'On the way up, Alembic stopped with IntegrityError.'],
    ['down', 'NotImplementedError', 'On the way down, Alembic stopped with NotImplementedError.'],
    ['up again', undefined, 'On the way up again, Alembic stopped.'],
  ] as const)('fail where Alembic stopped on the way %s', (step, error, text) => {
    const run: ProofRun = { kind: 'stopped', step, error };
    expect(proofCheck(run)).toMatchObject({ state: 'failed', problems: [{ kind: 'failed', text }] });
    expect(isProved(run)).toBe(false);
  });

  test('are not proved where nothing ran, and that says what to do', () => {
    const run: ProofRun = {
      kind: 'not-run',
      reason: 'python3 has no Alembic',
      nextStep: 'Name one with --python.',
    };
    expect(proofCheck(run)).toMatchObject({
      state: 'undetermined',
      problems: [
        { text: 'It is not proved because python3 has no Alembic.', next_step: 'Name one with --python.' },
      ],
    });
    expect(isProved(run)).toBe(false);
  });

  test('have a hash that another run, of something else, has not', () => {
    expect(proofHash(RAN)).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(proofHash({ ...RAN, isDropped: false })).toBe(proofHash(RAN));
    const others: readonly Partial<RanProof>[] = [
      { commit: 'd'.repeat(40) },
      { revisions: ['b2'] },
      { start: 'a copy of development' },
      { fingerprints: ['1', '2', '1', '2'] },
    ];
    const hashes = others.map((more) => proofHash({ ...RAN, ...more }));
    expect(new Set([proofHash(RAN), ...hashes]).size).toBe(others.length + 1);
  });

  test('are proved in no other case than when the row passes', () => {
    const fingerprint = fc.constantFrom('1', '2');
    const anyRun: fc.Arbitrary<ProofRun> = fc.oneof(
      fc
        .tuple(fc.tuple(fingerprint, fingerprint, fingerprint, fingerprint), fc.boolean())
        .map(([fingerprints, isDropped]) => ran({ fingerprints, isDropped })),
      fc.constantFrom<ProofRun>(
        { kind: 'stopped', step: 'down', error: undefined },
        { kind: 'not-run', reason: 'x', nextStep: 'Y.' },
      ),
    );
    fc.assert(
      fc.property(anyRun, (run) => {
        expect(proofCheck(run).state === 'passed').toBe(isProved(run));
      }),
    );
  });
});
