/** A callback that runs once its last `schedule` is `delayMs` ago. */
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
