import type { HealthProbe } from '@lockkeeper/operations/ports';
import type { ProbePolicy } from '@lockkeeper/policy-core/deployment/run';

import type { ProbePlace } from './probe-place.ts';

/** What asks whether a service is well, as the policy says. It is loaded with the first question. */
export function createProbe(policy: ProbePolicy, place: ProbePlace): HealthProbe {
  let probe: Promise<HealthProbe> | undefined;
  return {
    id: policy.id,
    ask: async () => await (await (probe ??= load(policy, place))).ask(),
  };
}

async function load(policy: ProbePolicy, place: ProbePlace): Promise<HealthProbe> {
  switch (policy.kind) {
    case 'http':
      return (await import('./http-probe.ts')).createHttpProbe(policy, place);
    case 'sql':
      return (await import('./sql-probe.ts')).createSqlProbe(policy, place);
    case 'command':
      return (await import('./command-probe.ts')).createCommandProbe(policy, place);
  }
}
