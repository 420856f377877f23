// The global `process`: importing node:process would open standard input as well.

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interruption {
  /** Aborted once somebody wants the program to stop. */
  readonly signal: AbortSignal;
  /** Aborted once they want that a second time. That a terminal is closed or a reader gone says it once, however often. */
  readonly again: AbortSignal;
  /** From then on the signals end the program again. */
  stop(): void;
}

/** Keeps the program alive when it is told to stop, so that it can put things back first. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  const again = new AbortController();
  const interrupt = (name: NodeJS.Signals) => {
    if (!controller.signal.aborted) controller.abort();
    else if (name !== 'SIGHUP') again.abort();
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  return {
    signal: controller.signal,
    again: again.signal,
    stop: () => {
      for (const name of SIGNALS) process.off(name, interrupt);
    },
  };
}

/** Does something that is told when somebody wants the program to stop, and puts things back itself. */
export async function interruptible<T>(
  work: (signal: AbortSignal, again: AbortSignal) => Promise<T>,
): Promise<T> {
  const interruption = listenForInterruption();
  try {
    return await work(interruption.signal, interruption.again);
  } finally {
    interruption.stop();
  }
}
