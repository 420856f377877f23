import fc from 'fast-check';
import { expect, test } from 'vitest';

import { evaluate } from '../engine/evaluate.ts';
import { policyOf } from '../testing/any-repository.ts';
import { assertKeepsUp, drawnRun, runsOf } from '../testing/kept-engine-law.ts';
import { allRules } from './all-rules.ts';
import { treeObservations } from './observations-from-input.ts';
import { runEngine } from './run-engine.ts';
import { saySeen } from './say-seen.ts';

test('an engine that is kept says of each edit what a fresh one says: no rule reads past it', () => {
  assertKeepsUp(100);
});

test('in which order rules are asked does not matter', () => {
  fc.assert(
    fc.property(
      drawnRun,
      fc.shuffledSubarray([...allRules], { minLength: allRules.length }),
      (run, shuffled) => {
        const inOrder = runEngine(run).ask(evaluate);
        const asked = runEngine({ ...run, runs: runsOf(run.policy, shuffled) }).ask(evaluate);
        const told = ({ findings, undetermined, crashed }: typeof inOrder) =>
          [...findings, ...undetermined, ...crashed].map((one) => JSON.stringify(one)).toSorted();
        expect(told(asked)).toEqual(told(inOrder));
      },
    ),
  );
});

test('a file that requirements bring in is seen to change, whichever rule compared the pair first', () => {
  const pair = { id: 'api', source: 'r.in', lock: 'r.lock', sync: { mode: 'compiled' } };
  const policy = policyOf({ dependencies: [pair] });
  const given = (base: string) => ({
    policy,
    observations: treeObservations(
      policy,
      [
        { path: 'r.in', text: '-r base.in\n' },
        { path: 'base.in', text: base },
        { path: 'r.lock', text: 'a==1.0\n' },
      ],
      {},
    ),
    stage: 'ci' as const,
    parsers: undefined,
    runs: runsOf(policy),
  });
  const [before, after] = [given('a==1.0\n'), given('a==2.0\nb==1.0\n')];
  const engine = runEngine(before);
  const kept = engine.ask(evaluate);
  saySeen(engine, after.observations, before.observations);
  const fresh = runEngine(after).ask(evaluate);
  expect(fresh).not.toEqual(kept);
  expect(engine.ask(evaluate)).toEqual(fresh);
});
