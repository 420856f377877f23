import { workspace, type WorkspaceFolder } from 'vscode';

import { vscodeConversation } from '../alembic/vscode-conversation.ts';
import type { ReadOnlyDocuments } from '../views/read-only-documents.ts';
import { openFolders } from '../workspace/pick-folder.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import type { DeploymentView } from './deployment-view.ts';
import type { ReleaseDesk } from './release-commands.ts';

interface DeskNeeds {
  readonly program: ProgramRunner;
  readonly texts: ReadOnlyDocuments;
  readonly view: DeploymentView;
}

const LOOKING_LIMIT_MS = 5 * 60_000;
/** A platform takes its time, and so do probes that are asked until it is well. */
const ACTING_LIMIT_MS = 4 * 60 * 60_000;

/** Releases in the workspace that VS Code has open. */
export function releaseDesk({ program, texts, view }: DeskNeeds): ReleaseDesk<WorkspaceFolder> {
  return {
    isTrusted: workspace.isTrusted,
    folders: openFolders(),
    talk: vscodeConversation(texts),
    view: {
      show: async ({ uri }) => await view.show(uri),
      outdated: async ({ uri }) => await view.outdated(uri),
    },
    async lockkeeper({ args, title, isActing }, { uri: folder }) {
      const connections = await program.connections(folder);
      return await program.lockkeeper({
        title,
        args: [...args, '--format', 'json', '--root', folder.fsPath],
        folder,
        // Whatever is kept for the repository: addresses of databases, and what drivers and probes need.
        addresses: await connections.environment(connections.kept()),
        ...(isActing
          ? { timeoutMs: ACTING_LIMIT_MS, graceMs: ACTING_LIMIT_MS, tellsSteps: true as const }
          : { timeoutMs: LOOKING_LIMIT_MS }),
      });
    },
  };
}
