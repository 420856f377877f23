/** Runs something once, when it has not been asked for again for a while. */
export interface OnceQuiet {
  ask(): void;
  stop(): void;
}

export function onceQuiet(delayMs: number, run: () => void): OnceQuiet {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ask: () => {
      clearTimeout(timer);
      timer = setTimeout(run, delayMs);
    },
    stop: () => clearTimeout(timer),
  };
}
