// The global `process`: importing node:process would open standard input as well.

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interruption {
  /** Aborted once somebody wants the program to stop. */
  readonly signal: AbortSignal;
  /** From then on the signals end the program again. */
  stop(): void;
}

/** Keeps the program alive when it is told to stop, so that it can put things back first. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  for (const name of SIGNALS) process.on(name, interrupt);
  return {
    signal: controller.signal,
    stop: () => {
      for (const name of SIGNALS) process.off(name, interrupt);
    },
  };
}
