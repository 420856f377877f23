/** Where a probe asks from. */
export interface ProbePlace {
  /** Where commands of the policy run; absolute. */
  readonly folder: string;
  /** Of the user: it leads to services and databases, and commands get all of it. */
  readonly env: NodeJS.ProcessEnv;
  /** Ends a question that is under way. */
  readonly signal: AbortSignal;
  /** For one question. Left out: 10 s, a command 30 s. */
  readonly timeoutMs?: number;
}
