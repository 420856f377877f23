/** What the program tells its caller; core says it of a check (check-exit-code.ts). */
export const EXIT = {
  ok: 0,
  /** Findings, or the guard refused. */
  findings: 1,
  /** Wrong usage, a policy that cannot be used, or not proved where it must be. */
  notJudged: 2,
  /** Something outside failed, or a rule crashed. */
  technical: 3,
  /** Somebody else holds the lock. */
  lockHeld: 4,
  /** The service did not get well, and what ran before runs again. */
  rolledBack: 5,
  /** The way back failed as well. */
  rollbackFailed: 6,
  /** Somebody has to approve it, or to look what happened. */
  needsPerson: 7,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT] | ChildExitCode;

/** The code of a command that was run for the caller, which says itself what it means. */
export type ChildExitCode = number & { readonly handedOn: unique symbol };

export function childExitCode(code: number): ChildExitCode {
  // A mark for the compiler alone: no code of ours is made by accident.
  return code as ChildExitCode;
}
