import {
  ProgressLocation,
  commands,
  l10n,
  window,
  workspace,
  type CancellationToken,
  type LogOutputChannel,
  type Uri,
} from 'vscode';

import { runCli } from '../cli-process.ts';
import { guardOutcome, type GuardOutcome } from '../guard-outcome.ts';
import type { GuardStatus } from '../views/guard-status.ts';
import { GUARD_VIEW, type GuardRun, type GuardTree } from '../views/guard-tree.ts';
import { localTime } from '../words/local-time.ts';
import { pickFolder } from './pick-folder.ts';
import { repositoryRoot } from './repository-root.ts';

const GUARD_LIMIT_MS = 5 * 60_000;

export interface GuardNeeds {
  readonly cli: string;
  readonly log: LogOutputChannel;
  readonly tree: GuardTree;
  readonly status: GuardStatus;
}

export interface DeployGuard {
  /** Runs it in the folder the user picks. `undefined` when it came to no end. */
  run(): Promise<GuardRun | undefined>;
  /** The last run that came to an end. */
  last(): GuardRun | undefined;
}

/** The palette action: the CLI decides, this shows. One run at a time. */
export function createDeployGuard(needs: GuardNeeds): DeployGuard {
  let isRunning = false;
  let last: GuardRun | undefined;
  const runIn = async (folder: Uri): Promise<GuardRun | undefined> => {
    if (isRunning) {
      void window.showInformationMessage(l10n.t('The deploy guard is running already. Wait for its result.'));
      return undefined;
    }
    isRunning = true;
    try {
      const outcome = await withProgress(folder, needs);
      if (outcome.kind !== 'cancelled')
        last = { root: await repositoryRoot(folder), outcome, time: localTime(new Date()) };
      needs.status.show(last);
      if (outcome.kind === 'cancelled' || last === undefined) return undefined;
      await present(last, needs, () => runIn(folder));
      return last;
    } finally {
      isRunning = false;
    }
  };
  return {
    last: () => last,
    async run() {
      if (!workspace.isTrusted) {
        void window.showErrorMessage(
          l10n.t('The deploy guard starts git. Trust the workspace, then run it.'),
        );
        return undefined;
      }
      const folder = await pickFolder(l10n.t('Whose release?'));
      return folder === undefined ? undefined : runIn(folder.uri);
    },
  };
}

function withProgress(folder: Uri, { cli, log, status }: GuardNeeds): Thenable<GuardOutcome> {
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Lockkeeper: running the deploy guard'),
    cancellable: true,
  };
  status.showRunning();
  return window.withProgress(options, async (_progress, token) => {
    const args = ['guard', '--format', 'json', '--root', folder.fsPath];
    log.info(`lockkeeper ${args.join(' ')}`);
    const ending = await runCli({
      cli,
      args,
      cwd: folder.fsPath,
      timeoutMs: GUARD_LIMIT_MS,
      signal: signalOf(token),
    });
    const outcome = guardOutcome(ending);
    logOutcome(outcome, log);
    return outcome;
  });
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

function logOutcome(outcome: GuardOutcome, log: LogOutputChannel): void {
  switch (outcome.kind) {
    case 'judged':
      log.info(`${outcome.verdict.headline} ${outcome.verdict.explanation}`);
      return;
    case 'not-judged':
      log.error(`${outcome.problem}\n${outcome.log}`);
      return;
    case 'cancelled':
      log.info('The guard was cancelled.');
  }
}

async function present(
  run: GuardRun,
  { tree, log }: GuardNeeds,
  again: () => Promise<unknown>,
): Promise<void> {
  tree.show(run);
  await commands.executeCommand(`${GUARD_VIEW}.focus`);
  // Not awaited: the message may stay for as long as nobody answers it.
  notify(run).then(
    (answer) => follow(answer, { log, again }),
    (error: unknown) => log.error(String(error)),
  );
}

function notify({ outcome }: GuardRun): Thenable<string | undefined> {
  if (outcome.kind === 'not-judged') {
    const message = l10n.t('The guard proved nothing. {0}', outcome.problem);
    return window.showErrorMessage(message, showLog(), reRun());
  }
  const { passed, headline, explanation } = outcome.verdict;
  const message = `${headline}: ${explanation}`;
  return passed
    ? window.showInformationMessage(message, showProblems(), reRun())
    : window.showErrorMessage(message, showProblems(), reRun());
}

async function follow(
  answer: string | undefined,
  { log, again }: { readonly log: LogOutputChannel; readonly again: () => Promise<unknown> },
): Promise<void> {
  if (answer === showLog()) log.show();
  if (answer === showProblems()) await commands.executeCommand('workbench.actions.view.problems');
  if (answer === reRun()) await again();
}

function showLog(): string {
  return l10n.t('Show Log');
}

function showProblems(): string {
  return l10n.t('Show Problems');
}

function reRun(): string {
  return l10n.t('Re-run');
}
