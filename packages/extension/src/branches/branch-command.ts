import { l10n, window, workspace } from 'vscode';

import { vscodeConversation } from '../alembic/vscode-conversation.ts';
import type { ReadOnlyDocuments } from '../views/read-only-documents.ts';
import { pickFolder } from '../workspace/pick-folder.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import { repositoryRoot } from '../workspace/repository-root.ts';
import { startChangeBranch } from './start-change-branch.ts';

const GIT_LIMIT_MS = 60_000;

/** `Lockkeeper: Start AI Change Branch...` */
export async function startBranch({
  program,
  texts,
}: {
  readonly program: ProgramRunner;
  readonly texts: ReadOnlyDocuments;
}): Promise<string | undefined> {
  if (!workspace.isTrusted) {
    void window.showErrorMessage(l10n.t('A branch is begun by git. Trust the workspace first.'));
    return undefined;
  }
  const folder = (await pickFolder(l10n.t('In which repository?')))?.uri;
  if (folder === undefined) return undefined;
  const [root, { agentBranches: prefixes }] = await Promise.all([
    repositoryRoot(folder),
    program.facts(folder),
  ]);
  return await startChangeBranch({
    talk: vscodeConversation(texts),
    prefixes,
    git: async (args) =>
      await program.other({
        command: 'git',
        args,
        folder: root,
        title: l10n.t('Lockkeeper: git {0}', args[0] ?? ''),
        timeoutMs: GIT_LIMIT_MS,
      }),
  });
}
