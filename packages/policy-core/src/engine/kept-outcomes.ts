import { defineInput, type Fact } from './queries/query.ts';

/**
 * What rules said of subjects in earlier runs, each under a digest of all that it rests on. The host keeps it for this very
 * program and what judges it, and vouches for each byte; where a verdict has to be proved there is none.
 */
export interface KeptOutcomes {
  /** The same text has the same digest, and no other text has it. */
  readonly digest: (text: string) => string;
  /** As it was handed over; `undefined`: not known. */
  readonly get: (digest: string) => string | undefined;
  /** What a run has met, by digest: all that a later one can use. */
  readonly replace: (entries: ReadonlyMap<string, string>) => void;
}

/** `undefined`: all subjects are judged anew. */
export const keptOutcomesInput = defineInput<KeptOutcomes | undefined>({
  name: 'outcomes of earlier runs',
  unanswered: () => undefined,
});

/**
 * Facts with plain values and names of their own: what a rule says of a subject is kept also where it rests on them. They
 * are handed in by the run, so that rules are not compiled with all of them.
 */
export const comparableFacts = defineInput<readonly Fact<string, unknown>[]>({
  name: 'facts that can be compared from run to run',
  unanswered: () => [],
});
