import { l10n, type Uri } from 'vscode';

import type { ProgramRunner } from '../workspace/program-runner.ts';
import type { CliAnswer } from '../cli/cli-answer.ts';
import type { ReleaseAnswer } from './release-answer.ts';
import { releaseOutcome } from './release-outcome.ts';

export const DEPLOYMENTS_VIEW = 'lockkeeper.deployments';

const STATUS_LIMIT_MS = 5 * 60_000;

/** Asks the program what runs where in the repository of a folder, or more of it by words of its own. */
export async function askStatus(
  folder: Uri,
  program: ProgramRunner,
  words: readonly string[] = [],
): Promise<CliAnswer<ReleaseAnswer>> {
  const connections = await program.connections(folder);
  return releaseOutcome(
    await program.lockkeeper({
      title: l10n.t('Lockkeeper: reading what runs where'),
      view: DEPLOYMENTS_VIEW,
      args: ['status', ...words, '--format', 'json', '--root', folder.fsPath],
      folder,
      timeoutMs: STATUS_LIMIT_MS,
      addresses: await connections.environment(connections.kept()),
    }),
    'looking',
  );
}
