/** What a run has done, in the order in which it was written down. Every write is on the disk when it resolves. */
export interface RunJournal<Event, Effect> {
  /** All of it. Rejects where it cannot be read or is not believed. */
  read(): Promise<JournalledRun<Event>>;
  /** Before an effect begins. Rejects where it cannot be written: then the effect is not begun. */
  intend(effect: Effect): Promise<void>;
  /** How the effect ended that was intended last, or that something came from elsewhere. */
  write(event: Event): Promise<void>;
  /** Nobody knows how the effect ended that was intended last. `why` is a clause. */
  doubt(why: string): Promise<void>;
}

export interface JournalledRun<Event> {
  readonly events: readonly Event[];
  /** An effect was intended, and nobody wrote how it ended. */
  readonly isOpen: boolean;
}
