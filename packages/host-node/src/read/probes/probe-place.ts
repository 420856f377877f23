import type { Known } from '@lockkeeper/policy-core';

/** Where a probe asks from. */
export interface ProbePlace {
  /** Where commands of the policy run, absolute: files that nobody can change who only changes what is checked out. */
  readonly folder: () => Promise<Known<string>>;
  /** Of the user: it leads to services and databases, and commands get all of it. */
  readonly env: NodeJS.ProcessEnv;
  /** Ends a question that is under way. */
  readonly signal: AbortSignal;
  /** For one question. Left out: 10 s, a command 30 s. */
  readonly timeoutMs?: number;
}
