import type { RunJournal } from '../ports/index.ts';

/** The journal of a run that nobody goes on with: it takes back itself what it began. */
export function memoryJournal<Event, Effect>(begun: readonly Event[]): RunJournal<Event, Effect> {
  const events = [...begun];
  const nothing = async (): Promise<void> => await Promise.resolve();
  return {
    read: async () => await Promise.resolve({ events: [...events], isOpen: false }),
    intend: nothing,
    write: async (event) => {
      events.push(event);
      await Promise.resolve();
    },
    doubt: nothing,
  };
}
