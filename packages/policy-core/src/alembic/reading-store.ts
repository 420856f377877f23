import type { RevisionReading } from './revision-reading.ts';

/** Readings that a host keeps from one run to the next, by the whole text of a revision. */
export interface ReadingStore {
  /** `undefined`: it was not kept, or what was kept is damaged. */
  get(text: string): RevisionReading | undefined;
  set(text: string, reading: RevisionReading): void;
}
