import type { LogProblem } from './read-log.ts';

/** What is known of a log that lies on a branch, besides the log as it lies there now. */
export interface LogOnBranch {
  /** Such as `origin/lockkeeper/records`. */
  readonly name: string;
  /** A commit that was seen there, and is no part of the branch any more. */
  readonly lost: string | undefined;
  /** The second ref of the remote, which every write moves along, is gone. */
  readonly isUnwitnessed: boolean;
  /** What the tree holds of the log; `undefined`: no such file. */
  readonly mirror: { readonly text: string; readonly isUtf8: boolean } | undefined;
}

/**
 * A branch only ever grows: it holds what was seen there before, and begins with what the tree mirrors of it. A log that was
 * replaced as a whole, chain and all, shows here.
 */
export function branchProblems(
  log: string,
  { name, lost, isUnwitnessed, mirror }: LogOnBranch,
): readonly LogProblem[] {
  const problems = [
    lost === undefined
      ? undefined
      : `${name} was rewritten or deleted: it no longer holds the commit ${lost}, which was seen there before.`,
    isUnwitnessed && log !== ''
      ? `The witness of ${name} is gone from the remote, and whether the branch was cut off is not known. Find out who took it away; where the branch is right, run \`lockkeeper record repair\`.`
      : undefined,
    log === '' || log.endsWith('\n')
      ? undefined
      : `The log on ${name} ends with a line that is not whole: no writer leaves that on a branch, where a commit has all of it.`,
    mirror === undefined ? undefined : mirrorProblem(log, mirror, name),
  ];
  return problems.flatMap((problem) => (problem === undefined ? [] : [{ line: undefined, problem }]));
}

function mirrorProblem(
  log: string,
  { text, isUtf8 }: NonNullable<LogOnBranch['mirror']>,
  name: string,
): string | undefined {
  if (!isUtf8) return `The copy of the log in the tree is not UTF-8, so it differs from ${name}.`;
  // What was not written to its end says nothing.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (log.startsWith(whole)) return undefined;
  const [copied, there] = [linesOf(whole), linesOf(log)];
  const first = copied.findIndex((line, index) => line !== there[index]);
  return first < there.length
    ? `Line ${first + 1} of the copy of the log in the tree is not the one on ${name}: one of them was changed.`
    : `The log on ${name} has ${there.length} lines and its copy in the tree ${copied.length}: lines are gone from the branch, or the tree is not its copy.`;
}

/** Each with its line end; an end without one is a line, too. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
