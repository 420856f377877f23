import { runEngine } from '../checker/run-engine.ts';
import type { Fact } from '../engine/queries/query.ts';
import type { Observations } from '../model/observations.ts';
import type { Stage } from '../model/stage.ts';
import type { Parsers } from '../parsers/parsers.ts';
import type { Policy } from '../policy/policy.ts';

/** What facts say of a run. Stage `ci`, and no parsers, where nothing else is said. */
export function askIn(
  policy: Policy,
  observations: Observations,
  { stage = 'ci', parsers }: { readonly stage?: Stage; readonly parsers?: Parsers | undefined } = {},
): <Value>(fact: Fact<string, Value>, key?: string) => Value {
  const engine = runEngine({ policy, observations, stage, parsers });
  return (fact, key = '') => engine.ask((get) => get(fact, key));
}
