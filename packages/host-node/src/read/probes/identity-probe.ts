import { unobserved, type Known } from '@lockkeeper/policy-core';

import type { Environment } from '../../system/environment.ts';
import { httpAnswer } from './http-answer.ts';
import { saidIdentity } from './said-identity.ts';
import { serviceAddress } from './service-address.ts';

export interface IdentityQuestion {
  /** Begins with `${NAME}` where a variable holds its beginning. */
  readonly url: string;
  /** The keys that lead to what is asked for. */
  readonly identity: readonly string[];
}

const TIMEOUT_MS = 10_000;

/** What a running service says it is. The address is not repeated: it may hold a password. */
export async function askIdentity(
  { url, identity }: IdentityQuestion,
  env: Environment,
): Promise<Known<string>> {
  const address = serviceAddress(url, env);
  if (!address.known) return address;
  const answer = await httpAnswer(address.value, {
    timeoutMs: TIMEOUT_MS,
    signal: new AbortController().signal,
  });
  if (answer.kind === 'failed') return unobserved(answer.why);
  return answer.status === 200
    ? saidIdentity(answer.text, identity)
    : unobserved(`it answered ${answer.status}`);
}
