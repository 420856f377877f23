import type { Policy } from '@lockkeeper/policy-core';

import type { Observers } from '../ports/index.ts';

/** Clauses about the variables that agents set on the machine they work on. */
export function agentIndicators(
  { actors }: Policy,
  { environment = new Set() }: Pick<Observers, 'environment'>,
): readonly string[] {
  return actors.ai.localEnv
    .filter((name) => environment.has(name))
    .map((name) => `the environment variable ${name} is set`);
}
