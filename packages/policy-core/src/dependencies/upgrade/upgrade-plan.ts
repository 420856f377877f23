/** A program of the user's with its arguments. No shell reads them. */
export interface PlannedCommand {
  readonly words: readonly [string, ...string[]];
  /** Where it runs, from the root of the repository; empty for the root itself. */
  readonly folder: string;
}

/** All that an upgrade is going to do, decided before anything is touched. */
export interface UpgradePlan {
  readonly pair: { readonly id: string; readonly source: string; readonly lock: string };
  /** The new branch. */
  readonly branch: string;
  /** Where the user was, and is again when it does not work out. */
  readonly from: { readonly branch: string; readonly commit: string };
  /** New texts of files whose pins are rewritten, by path. */
  readonly rewritten: Readonly<Record<string, string>>;
  /** Makes the lock; `undefined` where rewriting the pins is all there is to do. */
  readonly lock: PlannedCommand | undefined;
  /** `undefined`: the user said not to test. */
  readonly test: PlannedCommand | undefined;
  /** Leaves the branch and the files for looking at when it does not work out. */
  readonly keep: boolean;
  /** What the branch holds already: it is tested and judged, and nothing is made. Left out: it is made first. */
  readonly made?: string;
}
