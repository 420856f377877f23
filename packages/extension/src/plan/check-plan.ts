import path from 'node:path';

import {
  ProgressLocation,
  Range,
  l10n,
  window,
  workspace,
  type Disposable,
  type LogOutputChannel,
  type TextDocument,
} from 'vscode';

import { runCli } from '../cli/cli-process.ts';
import { signalOf } from '../cli/signal-of.ts';
import { createPlanDiagnostics } from './plan-diagnostics.ts';
import { inDocument, planOutcome, type PlanCheck, type PlanOutcome } from './plan-outcome.ts';
import { planHeadline, type PlanRow } from './plan-rows.ts';
import { planSource, type PlanSource } from './plan-source.ts';
import { createPlanView } from './plan-view.ts';

const PLAN_LIMIT_MS = 60_000;

export interface PlanChecking extends Disposable {
  /** Checks the plan the user means. `undefined` when there is no verdict. */
  run(): Promise<PlanCheck | undefined>;
  /** Of the document with the plan that was checked last, from 1. */
  openLine(line: number): Promise<void>;
  /** From 0. */
  toggleStep(step: number): void;
  /** What the view shows. */
  rows(): readonly PlanRow[];
}

interface PlanNeeds {
  readonly cli: string;
  readonly log: LogOutputChannel;
}

/** `Lockkeeper: Check Pasted Migration Plan`: the CLI judges, this shows. */
export function createPlanChecking(needs: PlanNeeds): PlanChecking {
  const [view, diagnostics] = [createPlanView(), createPlanDiagnostics()];
  let last: PlanSource | undefined;
  // Not told apart by name: the name of an unsaved document is given again to the next one.
  const outdate = (document: TextDocument) => {
    if (document !== last?.document) return;
    diagnostics.clear();
    view.showOutdated();
  };
  const listeners = [
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) outdate(document);
    }),
    workspace.onDidCloseTextDocument(outdate),
  ];
  return {
    rows: () => view.rows(),
    toggleStep: (step) => view.toggle(step),
    async run() {
      const source = await whatToCheck(last);
      if (source === undefined) return undefined;
      const outcome = await judged(source, needs);
      if (outcome.kind === 'failed') void window.showErrorMessage(outcome.problem);
      if (outcome.kind !== 'told') return undefined;
      const check = inDocument(outcome.answer, source.range.start.line);
      last = source;
      diagnostics.show(check, source);
      await view.show(check);
      say(check);
      return check;
    },
    async openLine(line) {
      if (last === undefined || last.document.isClosed) {
        void window.showInformationMessage(l10n.t('The plan is no longer open. Check it again.'));
        return;
      }
      const selection = new Range(line - 1, 0, line - 1, 0);
      await window.showTextDocument(last.document, { selection, preview: false });
    },
    dispose() {
      for (const disposable of [...listeners, view, diagnostics]) disposable.dispose();
    },
  };
}

async function whatToCheck(last: PlanSource | undefined): Promise<PlanSource | undefined> {
  if (!workspace.isTrusted) {
    void window.showErrorMessage(
      l10n.t('The check of a plan starts a process. Trust the workspace, then run it.'),
    );
    return undefined;
  }
  const source = await planSource(last?.document);
  if (source !== undefined && source.document.getText(source.range).trim() === '') {
    void window.showInformationMessage(
      l10n.t('Paste the plan here, then run "Lockkeeper: Check Pasted Migration Plan" again.'),
    );
    return undefined;
  }
  return source;
}

function judged({ document, range }: PlanSource, { cli, log }: PlanNeeds): Thenable<PlanOutcome> {
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Lockkeeper: checking the plan'),
    cancellable: true,
  };
  return window.withProgress(options, async (_progress, token) => {
    const ending = await runCli({
      cli,
      args: ['plan', 'check', '--format', 'json'],
      // It reads no repository.
      cwd: path.dirname(cli),
      timeoutMs: PLAN_LIMIT_MS,
      input: document.getText(range),
      signal: signalOf(token),
    });
    const outcome = planOutcome(ending);
    // A plan may hold what nobody should read in a log.
    log.info(`lockkeeper plan check: ${outcome.kind === 'told' ? outcome.answer.verdict : outcome.kind}`);
    return outcome;
  });
}

function say(check: PlanCheck): void {
  const headline = planHeadline(check);
  if (check.verdict === 'pass') void window.showInformationMessage(headline);
  else void window.showErrorMessage(headline);
}
