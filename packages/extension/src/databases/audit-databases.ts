import { l10n, window, workspace, type Uri } from 'vscode';

import { pickFolder } from '../workspace/pick-folder.ts';
import { repositoryRoot } from '../workspace/repository-root.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import type { ResultRow } from '../views/result-row.ts';
import { signedText } from '../views/row-sign.ts';
import type { RowTree } from '../views/row-tree.ts';
import { localTime } from '../words/local-time.ts';
import { auditOutcome, type AuditOutcome } from './audit-outcome.ts';
import { auditHeadline, auditRows } from './audit-rows.ts';

export const DATABASES_VIEW = 'lockkeeper.databases';

const AUDIT_LIMIT_MS = 5 * 60_000;

export interface Auditing {
  /** Audits the databases of the folder the user picks. `undefined` when it came to no end. */
  run(): Promise<AuditOutcome | undefined>;
  /** What the view shows. */
  rows(): readonly ResultRow[];
}

/** `Lockkeeper: Audit Databases`: the CLI looks and decides, this shows. */
export function createAuditing({
  program,
  tree,
}: {
  readonly program: ProgramRunner;
  readonly tree: RowTree;
}): Auditing {
  let rows: readonly ResultRow[] = [];
  return {
    rows: () => rows,
    async run() {
      if (!workspace.isTrusted) {
        void window.showErrorMessage(
          l10n.t('The audit connects to databases. Trust the workspace, then run it.'),
        );
        return undefined;
      }
      const folder = (await pickFolder(l10n.t('Whose databases?')))?.uri;
      if (folder === undefined) return undefined;
      const outcome = await audited(folder, program);
      if (outcome.kind === 'cancelled') return undefined;
      rows = auditRows(outcome);
      tree.show({ rows, root: await repositoryRoot(folder), time: localTime(new Date()) });
      await tree.focus();
      say(outcome);
      return outcome;
    },
  };
}

async function audited(folder: Uri, program: ProgramRunner): Promise<AuditOutcome> {
  const { databases } = await program.facts(folder);
  const connections = await program.connections(folder);
  const ending = await program.lockkeeper({
    title: l10n.t('Lockkeeper: reading the databases'),
    args: ['db', 'audit', '--format', 'json', '--root', folder.fsPath],
    folder,
    timeoutMs: AUDIT_LIMIT_MS,
    addresses: await connections.environment([databases.development, databases.production]),
  });
  return auditOutcome(ending);
}

function say(outcome: Exclude<AuditOutcome, { kind: 'cancelled' }>): void {
  if (outcome.kind === 'failed') {
    void window.showErrorMessage(outcome.problem);
    return;
  }
  const { verdict, reasons } = outcome.answer;
  const message = [signedText(auditHeadline(outcome.answer)).text, reasons[0]].filter(Boolean).join(': ');
  if (verdict === 'pass') void window.showInformationMessage(message);
  else void window.showErrorMessage(message);
}
