import { LOCAL_CIRCUMSTANCES, judge, observe, type Seen } from '@lockkeeper/operations/observe';
import {
  acceptableIn,
  baselineOf,
  baselineText,
  parseBaseline,
  type Baseline,
  type Report,
} from '@lockkeeper/policy-core';

import { isFullyJudged } from '../../judging/shrink-baseline.ts';
import type { BaselineOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { observationFailure } from '../../errors/observation-failure.ts';
import { parsersFor } from '../../loading/parsers.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { writerFor, writeAtomically } from '../../repository/repository-writer.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { nameBaselineInPolicy } from './name-in-policy.ts';

const DEFAULT_PATH = 'lockkeeper.baseline.json';

/** `lockkeeper baseline`: accepts the findings of the whole tree, or forgets those that are gone. */
export function runBaseline({ prune, ...place }: BaselineOptions, world: World): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const repository = await openRepository(place, world);
    const seen = await seeTree(repository);
    const path = seen.policy.baseline?.path ?? DEFAULT_PATH;
    const said =
      prune === true
        ? await pruned(seen, { path, repository, world })
        : await accepted(seen, { path, repository, world });
    world.stdout.write(`${said.join('\n')}\n`);
    return EXIT.ok;
  });
}

interface Target {
  readonly path: string;
  readonly repository: Repository;
  readonly world: World;
}

async function seeTree({ observers, root }: Repository): Promise<Seen> {
  const seen = await observe(
    {
      focus: { kind: 'tree' },
      // A change waits for an approval; it is not something to accept for good.
      base: undefined,
      head: 'worktree',
      policyFrom: 'head',
      branch: undefined,
      compare: 'merge-base',
      circumstances: LOCAL_CIRCUMSTANCES,
    },
    observers,
  );
  if (seen.kind !== 'seen') throw observationFailure(seen, root);
  return seen;
}

async function accepted(seen: Seen, { path, repository, world }: Target): Promise<readonly string[]> {
  const report = await judgeAt(seen, undefined, world);
  const baseline = baselineOf(acceptableIn(report));
  await writeAtomically(repository, { path, text: baselineText(baseline) });
  const named =
    seen.policy.baseline === undefined ? await nameBaselineInPolicy(seen, path, writerFor(repository)) : [];
  const found = total(baseline);
  const sum =
    found === 0
      ? `There are no findings: ${path} accepts nothing.`
      : `Wrote ${path}: it accepts ${counted(found)} in ${files(baseline)}.`;
  return [
    sum,
    ...named,
    ...undecidedNotes(report),
    `Commit ${seen.policy.baseline === undefined ? `${path} and ${seen.policy.path}` : path}.`,
  ];
}

async function pruned(seen: Seen, { path, repository, world }: Target): Promise<readonly string[]> {
  if (seen.baseline === undefined)
    return [`There is no baseline to prune. Run \`lockkeeper baseline\` to write one.`];
  const report = await judgeAt(seen, seen.baseline, world);
  if (!isFullyJudged(report)) {
    throw new CliError(
      'not-judged',
      `${path} was not pruned, because not everything could be judged. Run \`lockkeeper check\` to see what is missing.`,
    );
  }
  const before = parseBaseline(seen.baseline) ?? baselineOf([]);
  const remaining = baselineOf(report.baselined);
  const gone = total(before) - total(remaining);
  if (gone === 0) return [`${path} is tight: each of its ${counted(total(before))} still occurs.`];
  await writeAtomically(repository, { path, text: baselineText(remaining) });
  return [
    `Took ${counted(gone)} that no longer ${gone === 1 ? 'occurs' : 'occur'} out of ${path}; ${total(remaining)} left. Commit it.`,
  ];
}

async function judgeAt(seen: Seen, baseline: string | undefined, world: World): Promise<Report> {
  const report = await judge(
    { ...seen, baseline },
    { stage: 'local', loadParsers: parsersFor(world.installation) },
  );
  const [crash] = report.crashed;
  if (crash)
    throw new CliError(
      'technical',
      `The baseline was not written, because the rule ${crash.rule} crashed: ${crash.error}.`,
    );
  return report;
}

/** What has no place in a file cannot be recognised again, so it cannot be accepted. */
function undecidedNotes(report: Report): readonly string[] {
  const acceptable = acceptableIn(report);
  const left = report.undetermined.filter((subject) => !acceptable.includes(subject)).length;
  if (left === 0) return [];
  return [
    `${left === 1 ? '1 subject' : `${left} subjects`} could not be decided and cannot be accepted. Run \`lockkeeper check\` to see why.`,
  ];
}

function total({ entries }: Baseline): number {
  return entries.reduce((sum, { count }) => sum + count, 0);
}

function counted(findings: number): string {
  return findings === 1 ? '1 finding' : `${findings} findings`;
}

function files({ entries }: Baseline): string {
  const count = new Set(entries.map(({ path }) => path)).size;
  return count === 1 ? '1 file' : `${count} files`;
}
