import type { SqlReading } from '../sql/file-reading.ts';
import type { RevisionReading } from './revision-reading.ts';

/** What was read of one migration. */
export type KeptReading = RevisionReading | SqlReading;

/** Readings that a host keeps from one run to the next, by the whole text of a migration and what else decides them. */
export interface ReadingStore {
  /** `undefined`: it was not kept, or what was kept is damaged. */
  get(text: string): KeptReading | undefined;
  set(text: string, reading: KeptReading): void;
}
