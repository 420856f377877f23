import type { HealthProbe, ProbeAnswer } from '@lockkeeper/operations/ports';
import type { ProbePolicy } from '@lockkeeper/policy-core/deployment/run';

import { httpAnswer } from './http-answer.ts';
import type { ProbePlace } from './probe-place.ts';
import { saidIdentity } from './said-identity.ts';
import { serviceAddress } from './service-address.ts';

type HttpPolicy = Extract<ProbePolicy, { kind: 'http' }>;

const TIMEOUT_MS = 10_000;

/** A service is well where it answers with the status that the policy wants and, where that is asked for, says who it is. */
export function createHttpProbe(policy: HttpPolicy, place: ProbePlace): HealthProbe {
  const { env, signal, timeoutMs = TIMEOUT_MS } = place;
  return {
    id: policy.id,
    ask: async () => {
      const address = serviceAddress(policy.url, env);
      if (!address.known) return { kind: 'not-asked', why: address.reason };
      const answer = await httpAnswer(address.value, { timeoutMs, signal });
      return answer.kind === 'failed' ? { kind: 'ill', why: answer.why } : judged(answer, policy);
    },
  };
}

function judged(
  { status, text, latencyMs }: Extract<Awaited<ReturnType<typeof httpAnswer>>, { kind: 'answered' }>,
  policy: HttpPolicy,
): ProbeAnswer {
  if (status !== policy.status) return { kind: 'ill', why: wrongStatus(status) };
  if (policy.identity === undefined) return { kind: 'well', commit: undefined, status, latencyMs };
  const said = saidIdentity(text, policy.identity);
  return said.known
    ? { kind: 'well', commit: said.value, status, latencyMs }
    : { kind: 'ill', why: said.reason };
}

function wrongStatus(status: number): string {
  return status >= 300 && status < 400
    ? `it answered ${status}, and redirects are not followed`
    : `it answered ${status}`;
}
