import type { HealthProbe, ProbeAnswer } from '@lockkeeper/operations/ports';
import type { ProbePolicy } from '@lockkeeper/policy-core/deployment/run';

import type { FirstValue } from '../postgres/first-value.ts';
import { settingsOfVariable } from '../postgres/settings-of-variable.ts';
import type { ProbePlace } from './probe-place.ts';

type SqlPolicy = Extract<ProbePolicy, { kind: 'sql' }>;

const TIMEOUT_MS = 10_000;

/** A database is well where the query of the policy gives a row whose first value is neither false nor NULL. */
export function createSqlProbe(policy: SqlPolicy, place: ProbePlace): HealthProbe {
  const { env, timeoutMs = TIMEOUT_MS } = place;
  const { variable, query } = policy;
  return {
    id: policy.id,
    ask: async () => {
      const found = settingsOfVariable(env, variable);
      if (found.kind === 'unseen') return { kind: 'not-asked', why: notAsked(found.why.kind, variable) };
      const began = performance.now();
      // pg is loaded only where there is a database to ask.
      const { firstValue } = await import('../postgres/first-value.ts');
      const patience = { connectMs: timeoutMs, queryMs: timeoutMs };
      const seen = await firstValue(found.settings, query, patience);
      return judged(seen, { variable, latencyMs: Math.round(performance.now() - began) });
    },
  };
}

function notAsked(kind: Unseen['because'], variable: string): string {
  return kind === 'unset' ? `${variable} is not set` : `${variable} holds no address of PostgreSQL`;
}

function judged(
  seen: FirstValue,
  { variable, latencyMs }: { readonly variable: string; readonly latencyMs: number },
): ProbeAnswer {
  switch (seen.kind) {
    case 'unseen':
      return { kind: 'ill', why: `the database of ${variable} ${UNSEEN[seen.because]}` };
    case 'refused':
      return { kind: 'ill', why: `the database of ${variable} refuses the query (${seen.code})` };
    case 'seen':
      break;
  }
  if (seen.value === undefined) return { kind: 'ill', why: 'the query gave no row' };
  return seen.value === false || seen.value === null
    ? { kind: 'ill', why: `the query gave ${seen.value === null ? 'NULL' : 'false'}` }
    : { kind: 'well', commit: undefined, status: 0, latencyMs };
}

type Unseen = Extract<FirstValue, { kind: 'unseen' }>;

/** Without host and user: what is said about a probe goes into logs that others read. */
const UNSEEN: Readonly<Record<Unseen['because'], string>> = {
  unset: 'is not named',
  'unusable-address': 'has an address that cannot be used',
  unreachable: 'cannot be reached',
  refused: 'does not let us in',
  slow: 'did not answer in time',
  lost: 'went away meanwhile',
  failed: 'could not be asked',
};
