/** What was read of one text, as its reader made it. */
export interface KeptReading {
  readonly kind: string;
}

/** Readings that a host keeps from one run to the next, by the text that was read and what else decides them. */
export interface ReadingStore {
  /** What was set under this key; `undefined`: it was not kept, or what was kept is damaged. */
  get(key: string): KeptReading | undefined;
  set(key: string, reading: KeptReading): void;
}
