import type { QueryEngine } from './queries/query-engine.ts';
import { optionsInput, rulesInput, runsInput, type RuleRun } from './rule-run.ts';
import { isSameValue } from '../model/same-value.ts';

/** Says which rules run, after what the engine was told `before`: a rule whose options are as they were is no change. */
export function sayRuns(engine: QueryEngine, runs: readonly RuleRun[], before?: readonly RuleRun[]): void {
  engine.set(runsInput, '', { value: runs });
  const isSame = before?.length === runs.length && runs.every(({ rule }, at) => rule === before[at]?.rule);
  if (!isSame) engine.set(rulesInput, '', { value: runs.map(({ rule }) => rule) });
  const known = new Map(before?.map(({ rule, options }) => [rule.id, options]));
  for (const { rule, options } of runs)
    if (!known.has(rule.id) || !isSameValue(known.get(rule.id), options))
      engine.set(optionsInput, rule.id, { value: options });
}
