import { workspace, type WorkspaceFolder } from 'vscode';

import { alembicWords } from '../alembic/alembic-place.ts';
import { vscodeConversation } from '../alembic/vscode-conversation.ts';
import type { ConnectionIndex } from '../connections/connections.ts';
import { pythonArguments } from '../guard/guard-proof.ts';
import type { ReadOnlyDocuments } from '../views/read-only-documents.ts';
import { openFolders } from '../workspace/pick-folder.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import type { DeploymentTimeline } from './deployment-timeline.ts';
import type { DeploymentView } from './deployment-view.ts';
import type { ReleaseDesk } from './release-commands.ts';
import { seenToItsEnd } from './unseen-end.ts';

interface DeskNeeds {
  readonly program: ProgramRunner;
  readonly texts: ReadOnlyDocuments;
  readonly view: DeploymentView;
  readonly timeline: DeploymentTimeline;
  /** What the next window of the workspace has to know. */
  readonly notes: ConnectionIndex;
}

const LOOKING_LIMIT_MS = 5 * 60_000;
/** A platform takes its time, and so do probes that are asked until it is well. */
const ACTING_LIMIT_MS = 4 * 60 * 60_000;

/** Releases in the workspace that VS Code has open. */
export function releaseDesk({
  program,
  texts,
  view,
  timeline,
  notes,
}: DeskNeeds): ReleaseDesk<WorkspaceFolder> {
  return {
    isTrusted: workspace.isTrusted,
    folders: openFolders(),
    talk: vscodeConversation(texts),
    view: {
      show: async ({ uri }) => await view.show(uri),
      outdated: async ({ uri }) => void (await Promise.all([view.outdated(uri), timeline.outdated(uri)])),
    },
    async lockkeeper({ args, title, isActing }, { uri: folder }) {
      const connections = await program.connections(folder);
      const call = {
        title,
        args: [...args, '--format', 'json', '--root', folder.fsPath],
        folder,
        // Whatever is kept for the repository: addresses of databases, and what drivers and probes need.
        addresses: await connections.environment(connections.kept()),
      };
      if (!isActing) return await program.lockkeeper({ ...call, timeoutMs: LOOKING_LIMIT_MS });
      const limits = { timeoutMs: ACTING_LIMIT_MS, graceMs: ACTING_LIMIT_MS };
      return await seenToItsEnd(notes, () => program.lockkeeper({ ...call, ...limits, tellsSteps: true }));
    },
    python: async ({ uri }) => pythonArguments(await alembicWords(uri, uri)),
  };
}
