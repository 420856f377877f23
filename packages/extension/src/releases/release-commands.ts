import { commands, l10n, window, workspace, type Uri } from 'vscode';

import { alembicWords } from '../alembic/alembic-place.ts';
import { vscodeConversation } from '../alembic/vscode-conversation.ts';
import type { ConnectionIndex } from '../connections/connections.ts';
import { pythonArguments } from '../guard/guard-proof.ts';
import type { ReadOnlyDocuments } from '../views/read-only-documents.ts';
import { pickFolder } from '../workspace/pick-folder.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import type { ReleaseNeeds } from './carry-out.ts';
import type { DeploymentView } from './deployment-view.ts';
import { holdEnvironment } from './hold-environment.ts';
import { promote } from './promote.ts';
import type { RunTold } from './release-answer.ts';
import { resumeRun } from './resume-run.ts';
import { rollBack } from './roll-back.ts';
import { runSentence } from './run-text.ts';
import { seenToItsEnd } from './unseen-end.ts';

interface CommandNeeds {
  readonly program: ProgramRunner;
  readonly texts: ReadOnlyDocuments;
  readonly view: DeploymentView;
  /** What the next window of the workspace has to know. */
  readonly notes: ConnectionIndex;
}

const LOOKING_LIMIT_MS = 5 * 60_000;
/** A platform takes its time, and so do probes that are asked until it is well. */
const ACTING_LIMIT_MS = 4 * 60 * 60_000;

/** The commands that promote, roll back and go on, by name. The program decides: nothing is done before its plan is read. */
export function releaseCommands(needs: CommandNeeds): Readonly<Record<string, () => Promise<unknown>>> {
  const { view } = needs;
  const inFolder = async <T>(flow: (release: ReleaseNeeds) => Promise<T>): Promise<T | undefined> => {
    const folder = await whichFolder();
    if (folder === undefined) return undefined;
    let hasActed = false;
    const came = await flow(await releaseIn(folder, { ...needs, acts: () => void (hasActed = true) }));
    if (hasActed) await view.outdated(folder);
    return came;
  };
  const acting = (flow: (release: ReleaseNeeds) => Promise<RunTold | undefined>) => () =>
    inFolder(async (release) => {
      const told = await flow(release);
      if (told !== undefined) tell(told);
      return told;
    });
  return {
    promote: acting(promote),
    rollBack: acting(rollBack),
    resumeDeployment: acting(resumeRun),
    holdEnvironment: () => inFolder(holdEnvironment),
    async showDeployments() {
      const folder = await whichFolder();
      return folder && (await view.show(folder));
    },
  };
}

async function whichFolder(): Promise<Uri | undefined> {
  if (workspace.isTrusted) return (await pickFolder(l10n.t('Whose deployments?')))?.uri;
  void window.showErrorMessage(
    l10n.t('Deployments start git and what the policy deploys with. Trust the workspace first.'),
  );
  return undefined;
}

async function releaseIn(
  folder: Uri,
  { program, texts, notes, acts }: CommandNeeds & { readonly acts: () => void },
): Promise<ReleaseNeeds> {
  const connections = await program.connections(folder);
  return {
    talk: vscodeConversation(texts),
    python: pythonArguments(await alembicWords(folder, folder)),
    lockkeeper: async ({ args, title, isActing }) => {
      const call = {
        title,
        args: [...args, '--format', 'json', '--root', folder.fsPath],
        folder,
        // Whatever is kept for the repository: addresses of databases, and what drivers and probes need.
        addresses: await connections.environment(connections.kept()),
      };
      if (!isActing) return await program.lockkeeper({ ...call, timeoutMs: LOOKING_LIMIT_MS });
      acts();
      const limits = { timeoutMs: ACTING_LIMIT_MS, graceMs: ACTING_LIMIT_MS };
      return await seenToItsEnd(notes, () => program.lockkeeper({ ...call, ...limits, tellsSteps: true }));
    },
  };
}

/** Not awaited: the message may stay for as long as nobody answers it. */
function tell(told: RunTold): void {
  const { isGood, text } = runSentence(told);
  const isBack = told.plan?.kind === 'rollback' && told.outcome === 'done';
  const rollForward = l10n.t('Roll Forward...');
  const answer = isGood
    ? window.showInformationMessage(text, ...(isBack ? [rollForward] : []))
    : window.showErrorMessage(text);
  void answer.then(async (button) => {
    if (button === rollForward) await commands.executeCommand('lockkeeper.promote');
  });
}
