/** Runs that a host keeps from one to the next, each by the text of all that was asked for. */
export interface RunStore {
  /** `undefined`: it was not kept, or what was kept is damaged. */
  get(inputs: string): CachedRun | undefined;
  set(inputs: string, run: CachedRun): void;
}

export interface CachedRun {
  /** What has to be as it was; plain data. */
  readonly record: unknown;
  /** What the run said, in pieces. */
  readonly texts: readonly string[];
}
