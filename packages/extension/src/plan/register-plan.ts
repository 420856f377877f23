import { commands, type Disposable, type LogOutputChannel } from 'vscode';

import { isRecord, listAt, textAt } from '../json/json-shape.ts';
import { createPlanChecking, type PlanChecking } from './check-plan.ts';
import { openStepFiles, putStepInTerminal } from './follow-step.ts';
import type { StepAction } from './step-actions.ts';

/** The command that checks a pasted plan, with the view of its verdict and what its rows can do. */
export function registerPlan(needs: {
  readonly cli: string;
  readonly log: LogOutputChannel;
}): Disposable & Pick<PlanChecking, 'rows'> {
  const checking = createPlanChecking(needs);
  const registered = [
    commands.registerCommand('lockkeeper.checkPastedPlan', () => checking.run()),
    commands.registerCommand('lockkeeper.openPlanLine', async (line: unknown) => {
      if (typeof line === 'number') await checking.openLine(line);
    }),
    commands.registerCommand('lockkeeper.toggleStep', (step: unknown) => {
      if (typeof step === 'number') checking.toggleStep(step);
    }),
    commands.registerCommand('lockkeeper.openStepFiles', (row) => openStepFiles(actionsOf(row))),
    commands.registerCommand('lockkeeper.putStepInTerminal', (row) => putStepInTerminal(actionsOf(row))),
  ];
  return {
    rows: () => checking.rows(),
    dispose() {
      for (const one of registered) one.dispose();
      checking.dispose();
    },
  };
}

/** VS Code hands over the row whose button was pressed. */
function actionsOf(row: unknown): readonly StepAction[] {
  const entries = isRecord(row) ? (listAt(row, 'actions') ?? []) : [];
  return entries.flatMap((entry): readonly StepAction[] => {
    const [kind, path] = [textAt(entry, 'kind'), textAt(entry, 'path')];
    if (path === undefined) return [];
    return kind === 'open' || kind === 'script' ? [{ kind, path }] : [];
  });
}
