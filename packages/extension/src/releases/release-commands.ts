import { l10n } from 'vscode';

import type { CliEnding } from '../cli/cli-process.ts';
import { inFolder, type FolderDesk } from '../workspace/folder-command.ts';
import { abandonRun } from './abandon-run.ts';
import { approveRun } from './approve-run.ts';
import { blockCommit } from './block-commit.ts';
import type { ReleaseCall, ReleaseNeeds } from './carry-out.ts';
import { holdEnvironment } from './hold-environment.ts';
import { promote } from './promote.ts';
import type { RunTold } from './release-answer.ts';
import { resumeRun } from './resume-run.ts';
import { rollBack } from './roll-back.ts';
import { runSentence } from './run-text.ts';

/** What the commands of releases stand on. */
export interface ReleaseDesk<F> extends FolderDesk<F> {
  /** Runs `lockkeeper` in a folder with these words, and with `--format json`. */
  readonly lockkeeper: (call: ReleaseCall, folder: F) => Promise<CliEnding>;
  /** As `ReleaseNeeds` has it. */
  readonly python: (folder: F) => Promise<readonly string[]>;
  /** The view of what runs where. */
  readonly view: {
    readonly show: (folder: F) => Promise<unknown>;
    readonly outdated: (folder: F) => Promise<void>;
  };
}

/** The commands that promote, roll back and go on, by name. The program decides: nothing is done before its plan is read. */
export function releaseCommands<F>(
  desk: () => ReleaseDesk<F>,
): Readonly<Record<string, () => Promise<unknown>>> {
  const flowing =
    <T>(flow: (release: ReleaseNeeds) => Promise<T>) =>
    () =>
      flowed(flow, desk());
  const acting = (flow: (release: ReleaseNeeds) => Promise<RunTold | undefined>) =>
    flowing(async (release) => {
      const told = await flow(release);
      if (told !== undefined) tell(told, release);
      return told;
    });
  return {
    promote: acting(promote),
    rollBack: acting(rollBack),
    resumeDeployment: acting(resumeRun),
    approveDeployment: acting(approveRun),
    abandonDeployment: acting(abandonRun),
    holdEnvironment: flowing(holdEnvironment),
    blockCommit: flowing(blockCommit),
    showDeployments() {
      const now = desk();
      return inFolder({ ...words(), run: async (folder) => await now.view.show(folder) }, now);
    },
  };
}

/** Looks again at what runs where, once something was done to it. */
async function flowed<F, T>(
  flow: (release: ReleaseNeeds) => Promise<T>,
  desk: ReleaseDesk<F>,
): Promise<T | undefined> {
  const { talk, lockkeeper, python, view } = desk;
  const run = async (folder: F) => {
    let hasActed = false;
    const came = await flow({
      talk,
      python: await python(folder),
      lockkeeper: async (call) => {
        hasActed ||= call.isActing === true;
        return await lockkeeper(call, folder);
      },
    });
    if (hasActed) await view.outdated(folder);
    return came;
  };
  return await inFolder({ ...words(), run }, desk);
}

function words() {
  return {
    question: l10n.t('Whose deployments?'),
    untrusted: l10n.t('Deployments run git and programs of the policy. Trust the workspace first.'),
  };
}

function tell(told: RunTold, { talk }: ReleaseNeeds): void {
  const { isGood, text } = runSentence(told);
  const isBack = told.plan?.kind === 'rollback' && told.outcome === 'done';
  const forward = { button: l10n.t('Roll Forward...'), command: 'lockkeeper.promote' };
  if (isGood) talk.say(text, isBack ? forward : undefined);
  else talk.refuse(text);
}
