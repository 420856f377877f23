import fc from 'fast-check';
import { expect } from 'vitest';

import { evaluate, type Evaluation } from '../engine/evaluate.ts';
import type { Get } from '../engine/queries/query.ts';
import type { RuleRun } from '../engine/rule-run.ts';
import { stageInput } from '../engine/run-inputs.ts';
import { sayRuns } from '../engine/say-runs.ts';
import type { Rule } from '../engine/rule.ts';
import type { Observations } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';
import { allRules } from '../checker/all-rules.ts';
import { runEngine } from '../checker/run-engine.ts';
import { sayPolicy } from '../checker/say-policy.ts';
import { saySeen } from '../checker/say-seen.ts';
import { anyRun, policyOf } from './any-repository.ts';
import { testParsers } from './load-parsers.ts';

const parsers = await testParsers();

export function runsOf({ rules: settings }: Policy, rules: readonly Rule[] = allRules): readonly RuleRun[] {
  return rules.map((rule) => {
    const { severity = rule.defaultSeverity, options } = settings.get(rule.id) ?? {};
    return { rule, severity: severity === 'off' ? 'info' : severity, options };
  });
}

/** Without the subjects, which are made anew each time. */
export function evaluated(get: Get): Omit<Evaluation, 'judged'> {
  const { findings, undetermined, crashed, yielding } = evaluate(get);
  return { findings, undetermined, crashed, yielding };
}

/** Sections that hold maps, functions and patterns, each in two ways that make a difference. */
const anySections = fc.record(
  {
    labels: fc.constantFrom(
      { ok: { applied_by: { not: [] } } },
      { ok: { applied_by: { permission: 'admin' } } },
    ),
    actors: fc.constantFrom(['claude'], ['ana']).map((values) => ({
      ai: { trailers: values.map((value) => ({ key: 'Co-authored-by', value })) },
    })),
    documents: fc.constantFrom(['docs/**'], ['**/*.md']),
    migrations: fc.boolean().map((recursive) => ({ alembic: [{ folders: ['core'], recursive }] })),
  },
  { requiredKeys: [] },
);

export const drawnRun = fc.tuple(anyRun, anySections).map(([{ draft, seen, stage }, sections]) => {
  const policy = policyOf({ ...draft, ...sections });
  return { policy, observations: seen, stage, parsers, runs: runsOf(policy) };
});

/** An engine that is kept says of each edit what a fresh one says: no rule reads past it. */
export function assertKeepsUp(numRuns: number): void {
  const part = fc.constantFrom('policy', 'observations', 'a file', 'stage', 'all');
  fc.assert(
    fc.property(
      drawnRun,
      fc.array(fc.tuple(drawnRun, part), { minLength: 1, maxLength: 3 }),
      (first, edits) => {
        const engine = runEngine(first);
        engine.ask(evaluated);
        let now = first;
        for (const [next, changed] of edits) {
          const { policy, runs } = changed === 'policy' || changed === 'all' ? next : now;
          const observations = seenAfter(changed, now.observations, next.observations);
          const { stage } = changed === 'stage' || changed === 'all' ? next : now;
          sayPolicy(engine, policy, now.policy);
          sayRuns(engine, runs, now.runs);
          saySeen(engine, observations, now.observations);
          engine.set(stageInput, '', { value: stage });
          now = { ...now, policy, runs, observations, stage };
          expect(engine.ask(evaluated)).toEqual(runEngine(now).ask(evaluated));
        }
      },
    ),
    { numRuns },
  );
}

function seenAfter(changed: string, before: Observations, next: Observations): Observations {
  if (changed === 'a file') return { ...before, files: { ...before.files, ...firstOf(next.files) } };
  return changed === 'observations' || changed === 'all' ? next : before;
}

function firstOf(files: Observations['files']): Observations['files'] {
  return Object.fromEntries(Object.entries(files).slice(0, 1));
}
