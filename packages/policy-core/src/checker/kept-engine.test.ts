import fc from 'fast-check';
import { expect, test } from 'vitest';

import { evaluate } from '../engine/evaluate.ts';
import { runsInput, type RuleRun } from '../engine/rule-run.ts';
import { policyInput, stageInput } from '../engine/run-inputs.ts';
import type { Rule } from '../engine/rule.ts';
import type { Policy } from '../policy/policy.ts';
import { anyRun, policyOf } from '../testing/any-repository.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { allRules } from './all-rules.ts';
import { runEngine } from './run-engine.ts';
import { saySeen } from './say-seen.ts';

const parsers = await testParsers();

function runsOf({ rules: settings }: Policy, rules: readonly Rule[] = allRules): readonly RuleRun[] {
  return rules.map((rule) => {
    const { severity = rule.defaultSeverity, options } = settings.get(rule.id) ?? {};
    return { rule, severity: severity === 'off' ? 'info' : severity, options };
  });
}

const drawn = anyRun.map(({ draft, seen, stage }) => {
  const policy = policyOf(draft);
  return { policy, observations: seen, stage, parsers, runs: runsOf(policy) };
});

test('an engine that is kept says of each edit what a fresh one says: no rule reads past it', () => {
  const part = fc.constantFrom('policy', 'observations', 'stage', 'all');
  fc.assert(
    fc.property(drawn, fc.array(fc.tuple(drawn, part), { minLength: 1, maxLength: 3 }), (first, edits) => {
      const engine = runEngine(first);
      engine.ask(evaluate);
      let now = first;
      for (const [next, changed] of edits) {
        const { policy, runs } = changed === 'policy' || changed === 'all' ? next : now;
        const { observations } = changed === 'observations' || changed === 'all' ? next : now;
        const { stage } = changed === 'stage' || changed === 'all' ? next : now;
        engine.set(policyInput, '', { value: policy });
        engine.set(runsInput, '', { value: runs });
        saySeen(engine, observations, now.observations);
        engine.set(stageInput, '', { value: stage });
        now = { ...now, policy, runs, observations, stage };
        expect(engine.ask(evaluate)).toEqual(runEngine(now).ask(evaluate));
      }
    }),
  );
});

test('in which order rules are asked does not matter', () => {
  fc.assert(
    fc.property(
      drawn,
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
