/** Reports that a host keeps from one run to the next, each by the text of all that went into it. */
export interface VerdictStore {
  /** `undefined`: it was not kept, or what was kept is damaged. */
  get(inputs: string): unknown;
  set(inputs: string, report: object): void;
}
