import { l10n, workspace, type WorkspaceFolder } from 'vscode';

import { vscodeConversation } from '../alembic/vscode-conversation.ts';
import type { ReadOnlyDocuments } from '../views/read-only-documents.ts';
import { openFolders } from '../workspace/pick-folder.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import { repositoryRoot } from '../workspace/repository-root.ts';
import type { BranchDesk } from './branch-command.ts';

const LIMIT_MS = 60_000;

/** Branches in the workspace that VS Code has open. */
export function branchDesk({
  program,
  texts,
}: {
  readonly program: ProgramRunner;
  readonly texts: ReadOnlyDocuments;
}): BranchDesk<WorkspaceFolder> {
  return {
    isTrusted: workspace.isTrusted,
    folders: openFolders(),
    talk: vscodeConversation(texts),
    policy: async ({ uri: folder }) =>
      await program.lockkeeper({
        args: ['policy', 'print', '--format', 'json', '--root', folder.fsPath],
        folder,
        title: l10n.t('Lockkeeper: reading the policy'),
        timeoutMs: LIMIT_MS,
      }),
    git: async (args, { uri }) =>
      await program.other({
        command: 'git',
        args,
        folder: await repositoryRoot(uri),
        title: l10n.t('Lockkeeper: git {0}', args[0] ?? ''),
        timeoutMs: LIMIT_MS,
      }),
  };
}
