import { BASE_OF_EVENT, baseInName, CALLER_JOB } from './check-name.ts';
import type { GeneratedFile } from './generated-file.ts';
import type { GuardedPattern } from './guarded-branches.ts';
import { inFileName } from './name-in-file.ts';
import { newestRun, triggers, type TriggerBranches } from './workflow-triggers.ts';

/** A guard that others call. */
export interface CalledGuard {
  readonly id: string;
  readonly path: string;
  readonly permissions: readonly string[];
}

interface Called {
  readonly header: string;
  readonly guard: CalledGuard;
  /** Starts by itself for the branches that the policy names one by one; `undefined`: there is none. */
  readonly dependencies: CalledGuard | undefined;
}

/**
 * What starts the guard. Branches that are named one by one share a file, in which each verdict is named after its
 * branch. A pattern has a file of its own: rulesets ask for a check by one name, and a job that is left out by a
 * condition would count as passed.
 */
export function callerWorkflows(
  guarded: readonly GuardedPattern[],
  called: Called,
): readonly GeneratedFile[] {
  const named = guarded.filter(({ branch }) => branch !== undefined);
  const open = guarded.filter(({ branch }) => branch === undefined);
  return [
    ...(named.length === 0 ? [] : [namedBranches(named, called)]),
    ...open.map((pattern) => patternOfBranches(pattern, called)),
    otherBases(guarded, called),
  ];
}

function namedBranches(named: readonly GuardedPattern[], { header, guard }: Called): GeneratedFile {
  const branches = {
    bases: { only: named.flatMap(({ bases }) => bases) },
    pushes: named.flatMap(({ pushes }) => pushes),
  };
  return callerFile('lockkeeper', {
    about: [header, WHY].join('\n'),
    branches,
    jobs: [job(guard, `\${{ ${BASE_OF_EVENT} }}`)],
  });
}

function patternOfBranches(pattern: GuardedPattern, { header, guard, dependencies }: Called): GeneratedFile {
  const base = JSON.stringify(baseInName(pattern));
  const branches = { bases: { only: pattern.bases }, pushes: pattern.pushes };
  const jobs = [job(guard, base), ...(dependencies === undefined ? [] : [job(dependencies, base, NO_PUSH)])];
  return callerFile(`lockkeeper-${inFileName(pattern.text)}`, {
    about: [header, WHY].join('\n'),
    branches,
    jobs,
  });
}

function otherBases(
  guarded: readonly GuardedPattern[],
  { header, guard, dependencies }: Called,
): GeneratedFile {
  const branches = { bases: { but: guarded.flatMap(({ bases }) => bases) }, pushes: [] };
  const jobs = [guard, ...(dependencies === undefined ? [] : [dependencies])].map((called) =>
    job(called, 'another base'),
  );
  return callerFile('lockkeeper-other-bases', { about: [header, OTHERS].join('\n'), branches, jobs });
}

interface Caller {
  readonly about: string;
  readonly branches: TriggerBranches;
  readonly jobs: readonly string[];
}

function callerFile(name: string, { about, branches, jobs }: Caller): GeneratedFile {
  const text = `${about}
name: Lockkeeper

${triggers(branches)}
permissions: {}

${newestRun(name)}
jobs:
${jobs.join('\n')}`;
  return { path: `.github/workflows/${name}.yml`, text };
}

function job({ id, path, permissions }: CalledGuard, base: string, condition = ''): string {
  return `  ${id}:
    name: ${CALLER_JOB}
${condition}    permissions:
${permissions.map((permission) => `      ${permission}`).join('\n')}
    uses: ./${path}
    with:
      base: ${base}
`;
}

/** The file of dependencies starts by itself for the pushes that the policy names. */
const NO_PUSH = "    if: github.event_name != 'push'\n";

const WHY = `#
# Starts the guard for pull requests to branches that the policy guards, and for pushes to them. A verdict counts
# for one branch: its name says which, and pull requests to others start another file. Of the three events only the
# first cannot be bent by what it judges, so it is the one that keeps a change out:
# - pull_request_target takes this file from the default branch. A new label, another base and a draft that
#   becomes ready ask again, because each may change the verdict.
# - merge_group takes this file from the queue, which a pull request enters only after the first.
# - push takes this file from the commit that was pushed. It finds what came past the pull request: it looks
#   up the pull request that was merged into the branch, and fails where there is none. Rulesets keep such
#   pushes out.`;

const OTHERS = `#
# Starts the guard for pull requests to branches that the policy does not guard, which anybody may have made, with
# any policy in them. So the policy of the default branch judges, and the check has another name than those that
# rulesets ask for: what passes here has passed nowhere else.`;
