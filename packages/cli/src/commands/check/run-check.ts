import {
  judge,
  observe,
  snapshotOf,
  withReleasedNames,
  type ObserveRequest,
  type Seen,
} from '@lockkeeper/operations/observe';
import type { FileWriter, OutcomeStore } from '@lockkeeper/operations/ports';
import { exitCodeOf, mustBeProved, snapshotText, type Parsers, type Stage } from '@lockkeeper/policy-core';
import { validUntil } from '@lockkeeper/policy-core/observe';

import type { CheckOptions } from './options.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { observationFailure } from '../../errors/observation-failure.ts';
import { defaultStage } from '../../command-line/options.ts';
import { writeOutputFile } from '../../io/output-file.ts';
import { openKeptOutcomes } from '../../cache/kept-outcomes.ts';
import { parsersFor, rememberingParsers } from '../../loading/parsers.ts';
import { mustHaveGitProgram, openRepository, type Repository } from '../../repository/repository.ts';
import { writerFor } from '../../repository/repository-writer.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { selectedRules } from './selected-rules.ts';
import type { OutputCache } from './cached-output.ts';
import { judgedRange, type JudgedRange } from './judged-range.ts';
import { namedPaths, type NamedPath } from './named-paths.ts';
import { defaultsFor, mustBeWithoutPolicy } from './without-policy.ts';
import { showProgress } from '../../io/progress.ts';
import { eventOfJob, readEvent } from './read-event.ts';
import { readSnapshot } from './replay-snapshot.ts';
import { withStagedChange } from './staged-change.ts';
import { applySafeFixes, type JudgedRun } from '../../judging/safe-fixes.ts';
import { showReport, type SaveOutput, type ReportedRun } from '../../judging/show-report.ts';
import { shrinkBaseline } from '../../judging/shrink-baseline.ts';

/** Observes, judges, fixes where asked to, and reports. `outputs` caches the report where that is allowed. */
export function runCheck(
  options: CheckOptions,
  world: World,
  outputs: OutputCache | undefined,
): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const started = performance.now();
    const hideProgress = options.quiet === true ? () => undefined : showProgress('Checking…', world.stderr);
    try {
      const only = selectedRules(options.only);
      const outcome = await (options.snapshot === undefined
        ? checkRepository(options, { world, only, opened: outputs?.repository })
        : replay(options.snapshot, options, { world, only }));
      hideProgress();
      await showReport(outcome, { options, world, started, save: saverFor(outcome, outputs) });
      return exitCodeOf(outcome.report);
    } finally {
      hideProgress();
    }
  });
}

/** Only a slow run is saved, and only one whose report stays the same for the rest of the day. */
function saverFor(
  { seen, report, remarks, isLong }: CheckOutcome,
  outputs: OutputCache | undefined,
): SaveOutput | undefined {
  const until = validUntil(seen.policy, seen.observations);
  const isOnlyPrinted = remarks.length === 0 && report.crashed.length === 0;
  if (outputs === undefined || !isLong || !isOnlyPrinted || !until.known || until.value.includes('T'))
    return undefined;
  return ([beforeTime, afterTime]) => {
    outputs.save({ exitCode: exitCodeOf(report), day: until.value, beforeTime, afterTime });
  };
}

interface CheckOutcome extends ReportedRun {
  /** Whether migrations were judged. */
  readonly isLong: boolean;
}

interface Setting {
  readonly world: World;
  /** `undefined`: every rule. */
  readonly only: readonly string[] | undefined;
}

async function checkRepository(
  options: CheckOptions,
  { opened, ...setting }: Setting & { readonly opened: Repository | undefined },
): Promise<CheckOutcome> {
  const repository = opened ?? (await openRepository(options, setting.world));
  if (options.staged !== true) return checkFilesOf(repository, options, setting);
  return withStagedChange(repository, setting.world, ({ repository: own, base, head }) =>
    checkFilesOf(own, { ...options, head, ...(base === undefined ? { tree: true } : { base }) }, setting),
  );
}

async function checkFilesOf(
  repository: Repository,
  options: CheckOptions,
  { world, only }: Setting,
): Promise<CheckOutcome> {
  const stage = options.stage ?? defaultStage(world.env);
  if (mustBeProved(stage)) mustHaveGitProgram(repository, stage);
  const paths = namedPaths(options.paths, { cwd: world.cwd, root: repository.root });
  const range = await rangeFor({ options, stage, repository, world });
  const writer = range.request.head === 'worktree' ? writerFor(repository) : undefined;
  if (options.fix === true && writer === undefined) {
    throw new CliError(
      'usage',
      `--fix changes the files on disk, but what is judged is ${range.request.head}. Run it without --head and --event, at stage local.`,
    );
  }
  const keeping = { stage, cache: options.cache };
  const loadParsers = rememberingParsers(world, keeping);
  let isLong = false;
  const loadOutcomes = () => {
    isLong = true;
    return openKeptOutcomes(world, keeping);
  };
  const lookAndJudge = () =>
    judgeOnce(range, { options, stage, repository, loadParsers, loadOutcomes, only, paths });
  const first = await lookAndJudge();
  const mended =
    options.fix === true && writer
      ? await applySafeFixes(first, { writer, judgeAgain: lookAndJudge })
      : { ...first, fixed: [] };
  const remarks = [
    ...mended.fixed,
    ...(await baselineRemarks(mended, { stage, request: range.request, writer })),
  ];
  if (options.saveSnapshot !== undefined) {
    const text = snapshotText(snapshotOf(mended.seen, { stage, toolVersion: world.installation.version }));
    await writeOutputFile({ file: options.saveSnapshot, cwd: world.cwd, text });
    remarks.push(
      `Saved the snapshot ${options.saveSnapshot}. It holds the texts of the files that were judged.`,
    );
  }
  return { ...mended, remarks, isLong };
}

interface Asked {
  readonly options: CheckOptions;
  readonly stage: Stage;
  readonly repository: Repository;
  readonly world: World;
}

async function rangeFor({ options, stage, repository, world }: Asked): Promise<JudgedRange> {
  const { cwd, env } = world;
  const isTreeMeant = options.tree === true || !options.git;
  refuseChangeBesideTree(options);
  const file = options.event ?? (isTreeMeant ? undefined : eventOfJob({ ...options, stage }, env));
  const event =
    file === undefined ? undefined : await readEvent(file, { cwd, repository: env['GITHUB_REPOSITORY'] });
  const { base, head, branch, labels, actor, pullRequest } = options;
  const policy = options.policy === false ? 'base' : options.policy;
  const range = await judgedRange(
    { base, head, branch, labels, actor, event, pullRequest, policy, stage, isTreeMeant },
    { ...repository.observers, withoutGit: repository.withoutGit, env },
  );
  const everyMigration = options.all === true || options.paths.length > 0;
  return { ...range, request: { ...range.request, everyMigration } };
}

function refuseChangeBesideTree(options: CheckOptions): void {
  if (options.tree !== true) return;
  const other = (['base', 'event', 'pullRequest'] as const).find((name) => options[name] !== undefined);
  if (other === undefined) return;
  throw new CliError(
    'usage',
    `--tree judges the files alone, and --${flagOf(other)} names a change. Leave one of them out.`,
  );
}

function flagOf(option: string): string {
  return option.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
}

interface Judging extends Pick<Asked, 'options' | 'stage' | 'repository'>, Pick<Setting, 'only'> {
  readonly paths: readonly NamedPath[];
  readonly loadParsers: () => Promise<Parsers>;
  readonly loadOutcomes: () => Promise<OutcomeStore | undefined>;
}

async function judgeOnce(
  { request, notices }: JudgedRange,
  { options, stage, repository, loadParsers, loadOutcomes, only, paths }: Judging,
): Promise<JudgedRun> {
  const byDefaults = await defaultsFor(request, { options, stage, repository, paths });
  const seen = await observe(byDefaults, repository.observers);
  if (seen.kind !== 'seen') throw observationFailure(seen, repository.root);
  if (options.policy === false) mustBeWithoutPolicy(seen);
  mustBeThere(paths, seen);
  const { git } = repository.observers;
  const noticed = { ...seen, notices: [...notices, ...seen.notices] };
  const whole = await withReleasedNames(noticed, { loadParsers, git });
  return {
    seen: whole,
    report: await judge(whole, { stage, only, ...within(paths), loadParsers, loadOutcomes }),
  };
}

const within = (paths: readonly NamedPath[]) =>
  paths.length === 0 ? {} : { paths: paths.map(({ path }) => path) };

/** A slip of the finger must not pass: what is named is on disk, or the change is about it. */
function mustBeThere(paths: readonly NamedPath[], { observations: { change } }: Seen): void {
  const touched = change.known ? change.value.entries : [];
  const missing = paths.find(
    ({ path, isOnDisk }) =>
      !isOnDisk && !touched.some((entry) => entry.path === path || entry.path.startsWith(`${path}/`)),
  );
  if (missing === undefined) return;
  throw new CliError('usage', `There is no file or folder ${missing.written}. Check its spelling.`);
}

async function baselineRemarks(
  { seen, report }: JudgedRun,
  {
    stage,
    request,
    writer,
  }: { readonly stage: Stage; readonly request: ObserveRequest; readonly writer: FileWriter | undefined },
): Promise<readonly string[]> {
  if (request.focus.kind !== 'tree') return [];
  const path = seen.policy.baseline?.path;
  const remark = await shrinkBaseline({ report, path, stage, writer });
  return remark === undefined ? [] : [remark];
}

const ABOUT_A_REPOSITORY = [
  'base',
  'head',
  'tree',
  'all',
  'event',
  'pullRequest',
  'branch',
  'labels',
  'actor',
  'stage',
  'fix',
  'root',
  'saveSnapshot',
] as const;

async function replay(file: string, options: CheckOptions, { world, only }: Setting): Promise<CheckOutcome> {
  const other = ABOUT_A_REPOSITORY.find((name) => options[name] !== undefined);
  const named = options.paths.length > 0 ? 'a path' : other && `--${flagOf(other)}`;
  if (named !== undefined) {
    throw new CliError(
      'usage',
      `--snapshot replays what was seen then, so ${named} has no meaning with it. Leave one of them out.`,
    );
  }
  const { seen, stage, toolVersion } = await readSnapshot(file, world.cwd);
  const { version } = world.installation;
  const remarks =
    toolVersion === version
      ? []
      : [`The snapshot was saved by version ${toolVersion}; this is version ${version}.`];
  const loadParsers = parsersFor(world.installation);
  return { seen, report: await judge(seen, { stage, only, loadParsers }), remarks, isLong: false };
}
