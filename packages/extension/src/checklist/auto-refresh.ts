export interface AutoRefresh {
  /** Makes it now, whoever looks. */
  now(): Promise<void>;
  /** Makes it where it is outdated and somebody wants it. */
  look(): Promise<void>;
  /** It may have changed: it is made anew a little later, where somebody wants it then. */
  outdated(): void;
  dispose(): void;
}

/** Keeps a result fresh as long as somebody looks: several changes are one, and what changes while it is made is not lost. */
export function autoRefresh(work: {
  readonly make: () => Promise<void>;
  readonly isWanted: () => boolean;
  readonly quietMs: number;
}): AutoRefresh {
  let [isStale, isRunning] = [true, false];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = async () => {
    [isStale, isRunning] = [false, true];
    try {
      await work.make();
    } finally {
      isRunning = false;
    }
    if (isStale) later();
  };
  const look = async () => {
    if (isStale && !isRunning && work.isWanted()) await now();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), work.quietMs);
  };
  return {
    now,
    look,
    outdated() {
      isStale = true;
      later();
    },
    dispose: () => clearTimeout(timer),
  };
}
