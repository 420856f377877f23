/** Runs something once, when it has not been asked for again for a while. */
export interface Debounced {
  schedule(): void;
  cancel(): void;
}

export function debounce(delayMs: number, run: () => void): Debounced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    schedule: () => {
      clearTimeout(timer);
      timer = setTimeout(run, delayMs);
    },
    cancel: () => clearTimeout(timer),
  };
}
