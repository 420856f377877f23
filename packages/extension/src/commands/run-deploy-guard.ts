import { commands, l10n, window, workspace, type LogOutputChannel, type Uri } from 'vscode';

import { alembicWords } from '../alembic/alembic-place.ts';
import { guardArguments } from '../guard/guard-arguments.ts';
import { guardOutcome, type GuardOutcome } from '../guard/guard-outcome.ts';
import { canProve, proofArguments } from '../guard/guard-proof.ts';
import { guardMessage } from '../guard/guard-message.ts';
import type { GuardRun } from '../guard/guard-run.ts';
import type { PolicyFacts } from '../policy/policy-facts.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import type { GuardDiagnostics } from '../views/guard-diagnostics.ts';
import { guardRows } from '../views/guard-rows.ts';
import type { GuardStatus } from '../views/guard-status.ts';
import type { RowTree } from '../views/row-tree.ts';
import { localTime } from '../words/local-time.ts';
import { pickEnvironment } from './pick-environment.ts';
import { pickFolder } from '../workspace/pick-folder.ts';
import { pickProof } from './pick-proof.ts';
import { pickService } from './pick-deployed.ts';
import { repositoryRoot } from '../workspace/repository-root.ts';
import { firstSentence } from '../words/first-sentence.ts';

const GUARD_LIMIT_MS = 5 * 60_000;
/** Migrations that run up, down and up again may take long. */
const PROOF_LIMIT_MS = 60 * 60_000;
/** A proof that is cancelled first ends Alembic and drops its scratch database. */
const PROOF_GRACE_MS = 60_000;

export interface GuardNeeds {
  readonly program: ProgramRunner;
  readonly log: LogOutputChannel;
  readonly tree: RowTree;
  readonly status: GuardStatus;
  readonly diagnostics: GuardDiagnostics;
}

export interface DeployGuard {
  /** Runs it in the folder and for the environment the user picks. `undefined` when it came to no end. */
  run(): Promise<GuardRun | undefined>;
  /** Runs it once more as it ran last. */
  runAgain(): Promise<GuardRun | undefined>;
  /** The last run that came to an end. */
  last(): GuardRun | undefined;
}

/** What was asked: whether this repository may be deployed, and where. */
interface GuardRequest {
  readonly folder: Uri;
  /** `undefined`: whether it may be deployed at all. */
  readonly environment: string | undefined;
  readonly service: string | undefined;
  readonly databases: PolicyFacts['databases'];
  /** What the guard is told so that it proves what is pending; empty where it only looks. */
  readonly proof: readonly string[];
}

/** The palette action: the CLI decides, this shows. One run at a time. */
export function createDeployGuard(needs: GuardNeeds): DeployGuard {
  let isRunning = false;
  let last: GuardRun | undefined;
  let lastAsked: GuardRequest | undefined;
  const runAs = async (asked: GuardRequest): Promise<GuardRun | undefined> => {
    if (isRunning) {
      void window.showInformationMessage(l10n.t('The deploy guard is already running. Wait for its result.'));
      return undefined;
    }
    isRunning = true;
    lastAsked = asked;
    try {
      const outcome = await judged(asked, needs);
      if (outcome.kind !== 'cancelled')
        last = { root: await repositoryRoot(asked.folder), outcome, time: localTime(new Date()) };
      needs.status.show(last);
      if (outcome.kind === 'cancelled' || last === undefined) return undefined;
      await present(last, needs, () => runAs(asked));
      return last;
    } finally {
      isRunning = false;
    }
  };
  const run = async () => {
    const asked = await whatToAsk(needs.program);
    return asked === undefined ? undefined : runAs(asked);
  };
  return {
    last: () => last,
    run,
    runAgain: () => (lastAsked === undefined || !workspace.isTrusted ? run() : runAs(lastAsked)),
  };
}

async function whatToAsk(program: ProgramRunner): Promise<GuardRequest | undefined> {
  if (!workspace.isTrusted) {
    void window.showErrorMessage(l10n.t('The deploy guard starts git. Trust the workspace, then run it.'));
    return undefined;
  }
  const folder = await pickFolder(l10n.t('Whose release?'));
  if (folder === undefined) return undefined;
  const { environments, services, databases } = await program.facts(folder.uri);
  const where = await pickEnvironment(environments);
  const which = where && (await pickService(services));
  const proof = which && (await whatProves(folder.uri, databases.development, program));
  return proof && { folder: folder.uri, ...where, ...which, databases, proof };
}

/** Asks only where there is a database beside which a scratch one can be made. */
async function whatProves(
  folder: Uri,
  development: string,
  program: ProgramRunner,
): Promise<readonly string[] | undefined> {
  const kept = (await program.connections(folder)).kept();
  if (!canProve(development, { kept, env: process.env })) return [];
  const proves = await pickProof(development);
  if (proves === undefined) return undefined;
  return proves ? proofArguments(await alembicWords(folder, folder)) : [];
}

async function judged(
  { folder, databases, ...question }: GuardRequest,
  { program, log, status }: GuardNeeds,
): Promise<GuardOutcome> {
  status.showRunning();
  const connections = await program.connections(folder);
  const proves = question.proof.length > 0;
  const ending = await program.lockkeeper({
    title: titleOf(question.environment, proves),
    args: guardArguments({ root: folder.fsPath, ...question }),
    folder,
    ...(proves ? { timeoutMs: PROOF_LIMIT_MS, graceMs: PROOF_GRACE_MS } : { timeoutMs: GUARD_LIMIT_MS }),
    addresses: await connections.environment([databases.development, databases.production]),
  });
  const outcome = guardOutcome(ending);
  logOutcome(outcome, log);
  return outcome;
}

function titleOf(environment: string | undefined, proves: boolean): string {
  if (proves) return l10n.t('Lockkeeper: running the deploy guard, with a proof on a scratch database');
  return environment === undefined
    ? l10n.t('Lockkeeper: running the deploy guard')
    : l10n.t('Lockkeeper: running the deploy guard for {0}', environment);
}

function logOutcome(outcome: GuardOutcome, log: LogOutputChannel): void {
  switch (outcome.kind) {
    case 'told':
      log.info(`${outcome.answer.headline} ${outcome.answer.explanation}`);
      return;
    case 'failed':
      log.error(outcome.problem);
      return;
    case 'cancelled':
      log.info('The guard was cancelled.');
  }
}

async function present(
  run: GuardRun,
  { tree, diagnostics, log }: GuardNeeds,
  again: () => Promise<unknown>,
): Promise<void> {
  tree.show({ rows: guardRows(run.outcome), root: run.root, time: run.time });
  diagnostics.show(run);
  await commands.executeCommand('setContext', 'lockkeeper.guardHasRun', true);
  await tree.focus();
  // Not awaited: the message may stay for as long as nobody answers it.
  notify(run).then(
    (answer) => follow(answer, { log, again }),
    (error: unknown) => log.error(String(error)),
  );
}

function notify({ outcome }: GuardRun): Thenable<string | undefined> {
  if (outcome.kind === 'failed') {
    const message = l10n.t('The guard proved nothing. {0}', firstSentence(outcome.problem));
    return window.showErrorMessage(message, showLog(), reRun());
  }
  const { passed } = outcome.answer;
  const message = guardMessage(outcome.answer);
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
