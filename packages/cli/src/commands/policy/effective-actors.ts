import type { Policy } from '@lockkeeper/policy-core';

/** Who counts as what, the well-known agents and bots named. */
export function effectiveActors({ actors: { ai, automation, human, default: otherwise } }: Policy): object {
  return {
    ai: {
      branches: ai.branches.map(({ pattern }) => pattern.text),
      accounts: ai.accounts,
      emails: ai.emails,
      trailers: ai.trailers.map(({ keys, value }) => ({ key: keys, value })),
      labels: ai.labels,
      local_env: ai.localEnv,
    },
    automation: { accounts: automation },
    human,
    default: otherwise,
  };
}
