import { commands, window, workspace, type Disposable } from 'vscode';

import type { Server } from '../server/language-client.ts';
import type { ListedFinding } from '../views/finding-rows.ts';
import type { FindingTree } from '../views/finding-tree.ts';
import { fixedFinding, seesFinding } from './milestones.ts';

/** Steps of the walkthrough that only the extension can tell to be done. */
type Milestone = 'seen' | 'fixed' | 'checked' | 'guarded';

export interface Walkthrough extends Disposable {
  reached(milestone: Milestone): void;
}

/** Tells VS Code which steps of the walkthrough are done, when they truly are. */
export function followWalkthrough(server: Server, findings: FindingTree): Walkthrough {
  const told = new Set<Milestone>();
  const edited = new Set<string>();
  let before: readonly ListedFinding[] = [];
  const reached = (milestone: Milestone) => {
    if (told.has(milestone)) return;
    told.add(milestone);
    void commands.executeCommand('setContext', `lockkeeper.walkthrough.${milestone}`, true);
  };
  const look = () => {
    const now = findings.listed();
    const inSight = new Set(window.visibleTextEditors.map(({ document }) => document.uri.toString()));
    const listing = { before, now, edited, inSight, isListInSight: findings.isInSight() };
    if (seesFinding(listing)) reached('seen');
    // When the server goes, its findings go with it.
    if (server.phase() === 'running' && fixedFinding(listing)) reached('fixed');
    before = now;
  };
  const listeners = [
    findings.onDidChange(look),
    window.onDidChangeVisibleTextEditors(look),
    workspace.onDidChangeTextDocument(({ document }) => {
      // What is read anew from disk is not dirty: nobody has typed it.
      if (document.isDirty) edited.add(document.uri.toString());
    }),
  ];
  return {
    reached,
    dispose() {
      for (const listener of listeners) listener.dispose();
    },
  };
}
