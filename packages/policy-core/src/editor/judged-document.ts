import type { Observations } from '../model/observations.ts';
import type { Parsers } from '../parsers/parsers.ts';
import type { Policy } from '../policy/policy.ts';

/** An open document with everything that it was judged by. */
export interface JudgedDocument {
  readonly policy: Policy;
  /** Relative to the policy's root. */
  readonly path: string;
  readonly observations: Observations;
  /** `undefined` where nothing under judgement is parsed. */
  readonly parsers: Parsers | undefined;
}
