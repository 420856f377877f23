import { judge } from '@lockkeeper/operations/observe';
import { exitCodeOf, mustBeProved, type Stage } from '@lockkeeper/policy-core';

import { judgedHead } from '../../judging/judged-head.ts';
import { showProgress } from '../../io/progress.ts';
import { applySafeFixes, type JudgedRun } from '../../judging/safe-fixes.ts';
import { showReport } from '../../judging/show-report.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { defaultStage } from '../../command-line/options.ts';
import { pairsYaml } from '../../dependency-pairs/pairs-yaml.ts';
import { parsersFor } from '../../loading/parsers.ts';
import { mustHaveGitProgram, openRepository } from '../../repository/repository.ts';
import { writerFor } from '../../repository/repository-writer.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import type { DepsCheckOptions } from './options.ts';
import type { PairSearch } from './found-pairs.ts';
import { observePairs, type ObservedPairs } from './observed-pairs.ts';
import { pairNotes } from './pair-notes.ts';
import { withoutDefaultPolicyPlaces } from './default-policy-places.ts';

/** `lockkeeper deps check`: only rules about dependencies, of the whole tree. */
export function runDepsCheck(options: DepsCheckOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const started = performance.now();
    const hideProgress = options.quiet === true ? () => undefined : showProgress('Checking…', world.stderr);
    try {
      const stage = options.stage ?? defaultStage(world.env);
      const place = await placeOf(options, { stage, world });
      if (options.init === true) return printDraft(await observePairs(options, place), world);
      const look = async (): Promise<JudgedPairs> => {
        const pairs = await observePairs(options, place);
        return { ...(await judged(pairs, { stage, world })), pairs };
      };
      const first = await look();
      const outcome = options.fix === true ? await fixed(first, look, place) : { ...first, fixed: [] };
      hideProgress();
      const shown = { options, world, started };
      await showReport({ ...outcome, remarks: outcome.fixed }, shown);
      pairNotes(outcome.pairs, { options, world, report: outcome.report });
      return exitCodeOf(outcome.report);
    } finally {
      hideProgress();
    }
  });
}

interface JudgedPairs extends JudgedRun {
  readonly pairs: ObservedPairs;
}

async function placeOf(
  options: DepsCheckOptions,
  { stage, world }: { readonly stage: Stage; readonly world: World },
): Promise<PairSearch> {
  const repository = await openRepository(options, world);
  if (mustBeProved(stage)) mustHaveGitProgram(repository, stage);
  const head = await judgedHead(stage, repository.observers.git);
  if (options.fix === true && head !== 'worktree') {
    throw new CliError(
      'usage',
      `--fix changes the files on disk, but what is judged is ${head}. Run it at stage local.`,
    );
  }
  return { repository, head, cwd: world.cwd };
}

function printDraft({ basis, seen }: ObservedPairs, world: World): ExitCode {
  if (basis.kind === 'policy') {
    throw new CliError('usage', `${seen.policy.path} names its pairs already. Leave --init out.`);
  }
  world.stdout.write(`${pairsYaml(basis.drafts)}\n`);
  return EXIT.ok;
}

async function judged(
  { seen, basis }: ObservedPairs,
  { stage, world }: { readonly stage: Stage; readonly world: World },
): Promise<JudgedRun> {
  const loadParsers = parsersFor(world.installation);
  const whole = await judge(seen, { stage, only: ['dependencies'], loadParsers });
  // The name of the command says already what was left out.
  const notices = whole.notices.filter((notice) => !notice.startsWith('Only dependencies was judged'));
  const report = { ...whole, notices };
  return { seen, report: basis.kind === 'policy' ? report : withoutDefaultPolicyPlaces(report) };
}

/** The last look is the one that is shown. */
async function fixed(first: JudgedPairs, look: () => Promise<JudgedPairs>, { repository }: PairSearch) {
  let last = first;
  const mended = await applySafeFixes(first, {
    writer: writerFor(repository),
    judgeAgain: async () => {
      last = await look();
      return last;
    },
  });
  return { ...mended, pairs: last.pairs };
}
