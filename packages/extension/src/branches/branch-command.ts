import { l10n } from 'vscode';

import { cliAnswer, type CliAnswer } from '../cli/cli-answer.ts';
import type { CliEnding } from '../cli/cli-process.ts';
import type { ProcessEnding } from '../cli/run-process.ts';
import { policyFacts } from '../policy/policy-facts.ts';
import { inFolder, type FolderDesk } from '../workspace/folder-command.ts';
import { startChangeBranch } from './start-change-branch.ts';

/** What a branch is begun by. */
export interface BranchDesk<F> extends FolderDesk<F> {
  /** Runs `lockkeeper policy print --format json` in a folder. */
  readonly policy: (folder: F) => Promise<CliEnding>;
  /** Runs git at the top of the repository of a folder. */
  readonly git: (args: readonly string[], folder: F) => Promise<ProcessEnding>;
}

/** `Lockkeeper: Start AI Change Branch...` */
export async function startBranch<F>(desk: BranchDesk<F>): Promise<string | undefined> {
  const { talk, policy, git } = desk;
  const words = {
    question: l10n.t('In which repository?'),
    untrusted: l10n.t('Starting a branch runs git. Trust the workspace first.'),
  };
  const run = async (folder: F) => {
    const outcome = prefixesIn(await policy(folder));
    if (outcome.kind === 'failed') talk.refuse(outcome.problem);
    if (outcome.kind !== 'told') return undefined;
    return await startChangeBranch({
      talk,
      prefixes: outcome.answer,
      git: async (args) => await git(args, folder),
    });
  };
  return await inFolder({ ...words, run }, desk);
}

/** That the policy was not read does not mean that it names no branches. */
function prefixesIn(ending: CliEnding): CliAnswer<readonly string[]> {
  return cliAnswer(ending, {
    read: (stdout, exitCode) => (exitCode === 0 ? policyFacts(stdout)?.agentBranches : undefined),
    tookTooLong: (seconds) =>
      l10n.t(
        'Reading the policy took longer than {0} s. Nothing was changed; run the command again.',
        seconds,
      ),
    broke: (problem) => l10n.t('Lockkeeper {0}. Nothing was changed; run the command again.', problem),
    unreadable: () => l10n.t('The policy could not be read. Nothing was changed; see the log.'),
  });
}
