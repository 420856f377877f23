import {
  commands,
  window,
  workspace,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
} from 'vscode';

import { alembicCommands } from './alembic/alembic-commands.ts';
import { startBranch } from './branches/branch-command.ts';
import { branchDesk } from './branches/branch-desk.ts';
import { bundledFiles } from './server/bundled-files.ts';
import { CHECKLIST_VIEW, createChecklistView } from './checklist/checklist-view.ts';
import { acceptFindings } from './commands/accept-findings.ts';
import { checkWorkspace } from './commands/check-workspace.ts';
import { createDeploymentStatus } from './releases/deployment-status.ts';
import { createDeploymentTimeline } from './releases/deployment-timeline.ts';
import { createDeploymentView } from './releases/deployment-view.ts';
import { DEPLOYMENTS_VIEW } from './releases/ask-status.ts';
import { createRecordLenses } from './releases/record-lens-provider.ts';
import { releaseCommands } from './releases/release-commands.ts';
import { releaseDesk } from './releases/release-desk.ts';
import { tellOfUnseenEnd } from './releases/unseen-end.ts';
import { CUSTOMIZATIONS } from './server/drawn-findings.ts';
import { copyText } from './server/copy-text.ts';
import { copyDiagnosticInformation } from './commands/copy-diagnostic-information.ts';
import { createPolicy } from './commands/create-policy.ts';
import { fixAll } from './commands/fix-all.ts';
import { openFirstFinding } from './commands/open-first-finding.ts';
import { openPolicy } from './commands/open-policy.ts';
import { reportIssue } from './commands/report-issue.ts';
import { restartServer } from './commands/restart-server.ts';
import { createDeployGuard } from './commands/run-deploy-guard.ts';
import { registerMigrationHistory } from './commands/show-migration-history.ts';
import { showWaitingRules } from './commands/show-waiting-rules.ts';
import { markGuardedFiles } from './decorations/guarded-files.ts';
import { DATABASES_VIEW, createAuditing } from './databases/audit-databases.ts';
import { diagnoseDatabases } from './databases/diagnose-databases.ts';
import { forgetConnection, setConnection, setSecret } from './databases/connection-commands.ts';
import { GUARD_VIEW, type GuardRun } from './guard/guard-run.ts';
import { isRecord, textAt } from './json/json-shape.ts';
import { createServer, type Server } from './server/language-client.ts';
import { openRulePage, registerPages } from './rule-pages/pages.ts';
import type { PlanRow } from './plan/plan-rows.ts';
import { registerPlan } from './plan/register-plan.ts';
import { listScopeOf } from './server/check-state.ts';
import { followPolicies } from './server/policy-context.ts';
import { createProgramRunner } from './workspace/program-runner.ts';
import { createReadOnlyDocuments } from './views/read-only-documents.ts';
import { createAlarmItem } from './views/alarm-item.ts';
import { createStatusItem, openFolder } from './views/status-item.ts';
import type { Alarm } from './server/alarm.ts';
import type { ServerPhase, StatusText } from './server/status-text.ts';
import { announceTrust } from './server/trust.ts';
import { waitingRows, type WaitingRow } from './views/waiting-text.ts';
import { createFindingTree } from './views/finding-tree.ts';
import type { FindingRow } from './views/finding-rows.ts';
import { stampBaselineOf } from './stamp/stamp-command.ts';
import { createGuardStatus } from './views/guard-status.ts';
import { guardRows } from './views/guard-rows.ts';
import { createGuardDiagnostics } from './views/guard-diagnostics.ts';
import type { ResultRow } from './views/result-row.ts';
import { UPDATES_VIEW, createUpdateView } from './updates/update-view.ts';
import { createRowTree } from './views/row-tree.ts';
import { pageFiles } from './webview/panel/page-files.ts';
import { followWalkthrough } from './walkthrough/follow-walkthrough.ts';

/** What tests, and other extensions, may ask. */
export interface LockkeeperApi {
  clientState(): ServerPhase;
  /** The tree of the last run of the guard; empty before the first one. */
  guardResult(): readonly ResultRow[];
  /** The tree of the last audit of the databases; empty before the first one. */
  audit(): readonly ResultRow[];
  /** What the view of the checklist shows. */
  checklist(): readonly ResultRow[];
  /** What the view of deployments shows. */
  deployments(): readonly ResultRow[];
  /** What the view of updates shows. */
  updates(): readonly ResultRow[];
  /** What the view of findings shows. */
  findings(): readonly FindingRow[];
  /** What the view of the plan that was checked last shows. */
  plan(): readonly PlanRow[];
  /** What could not be decided for the open file, and why. */
  waiting(): readonly WaitingRow[];
  /** What the language status says about the open file. */
  status(): StatusText;
  /** What the status bar says while nothing is judged; `undefined` while all is. */
  alarm(): Alarm | undefined;
  /** What stands above the findings. */
  findingsMessage(): string;
}

let running: Server | undefined;

export function activate(context: ExtensionContext): LockkeeperApi {
  const parts = partsOf(context);
  const { files, log, server, findings, walkthrough } = parts;
  running = server;
  context.subscriptions.push(
    ...Object.values(parts.disposables),
    log,
    findings,
    walkthrough,
    followPolicies(server),
    markGuardedFiles(server, log),
    // A server that starts anew has judged nothing yet, and has no status.
    server.onDidChange(() => findings.showsScope(listScopeOf(server.status()))),
    announceTrust(server, log),
    registerPages(files.pages),
    registerMigrationHistory(server, context.extensionUri),
    ...registerCommands(parts, context),
    workspace.onDidChangeConfiguration((change) => {
      if (SETTINGS_OF_START.some((name) => change.affectsConfiguration(name)))
        void followSetting(server, log);
    }),
  );
  // Not awaited: views and commands are there before the server is.
  void followSetting(server, log);
  void tellOfUnseenEnd(context.workspaceState);
  return apiOf(parts);
}

/** What is drawn already is drawn anew by a server that begins anew. */
const SETTINGS_OF_START = ['lockkeeper.enable', CUSTOMIZATIONS];

/** VS Code waits for this, so that the server is not killed in the middle of a sentence. */
export async function deactivate(): Promise<void> {
  await running?.dispose();
}

type Parts = ReturnType<typeof partsOf>;

/** What lives as long as the extension. */
function partsOf({ extensionPath, extensionUri, secrets, workspaceState: notes }: ExtensionContext) {
  const files = bundledFiles(extensionPath);
  const log = window.createOutputChannel('Lockkeeper', { log: true });
  const server = createServer(files, log);
  const program = createProgramRunner({ cli: files.cli, log, secrets, notes });
  const guardViews = {
    tree: createRowTree(GUARD_VIEW),
    status: createGuardStatus(),
    diagnostics: createGuardDiagnostics(),
  };
  const guard = createDeployGuard({ program, log, ...guardViews });
  const databases = createRowTree(DATABASES_VIEW);
  const auditing = createAuditing({ program, tree: databases });
  const checklistTree = createRowTree(CHECKLIST_VIEW);
  const checklist = createChecklistView({ program, tree: checklistTree });
  const texts = createReadOnlyDocuments();
  const deployments = createDeploymentView({
    program,
    tree: createRowTree(DEPLOYMENTS_VIEW),
    status: createDeploymentStatus(),
  });
  const updatesTree = createRowTree(UPDATES_VIEW);
  const timeline = createDeploymentTimeline({
    program,
    texts,
    files: pageFiles(extensionUri, 'timeline-page'),
    shownFolder: () => deployments.folder(),
  });
  const disposables = {
    ...guardViews,
    databases,
    checklist,
    checklistTree,
    deployments,
    timeline,
    updatesTree,
    updates: createUpdateView({ program, tree: updatesTree }),
    recordLenses: createRecordLenses(program),
    texts,
    plan: registerPlan({ cli: files.cli, log }),
    statusItem: createStatusItem(server),
    alarmItem: createAlarmItem(server),
  };
  const findings = createFindingTree();
  const walkthrough = followWalkthrough(server, findings);
  return { files, log, server, program, guard, auditing, findings, walkthrough, disposables };
}

function registerCommands(parts: Parts, context: ExtensionContext): readonly Disposable[] {
  const { files, log, server, program, guard, findings, walkthrough, disposables } = parts;
  const creating = { cli: files.cli, log, texts: disposables.texts };
  const handlers: Readonly<Record<string, (argument: unknown) => unknown>> = {
    checkWorkspace: async () => {
      const answer = await checkWorkspace(server, log);
      if (answer === undefined) return undefined;
      walkthrough.reached('checked');
      return answer;
    },
    acceptFindings: () => acceptFindings(program),
    fixAll,
    openPolicy: () => openPolicy(server, (folder) => createPolicy(creating, folder)),
    createPolicy: () => createPolicy(creating),
    showWaitingRules: () => showWaitingRules(server, files.pages),
    runDeployGuard: () => guarded(guard.run(), walkthrough),
    rerunDeployGuard: () => guarded(guard.runAgain(), walkthrough),
    auditDatabases: () => parts.auditing.run(),
    diagnoseDatabases: () => diagnoseDatabases({ program, texts: disposables.texts }),
    stampBaseline: () => stampBaselineOf({ program, texts: disposables.texts }),
    showChecklist: () => disposables.checklist.show(),
    ...alembicCommands({ program, texts: disposables.texts }),
    ...releaseCommands(() =>
      releaseDesk({
        program,
        texts: disposables.texts,
        view: disposables.deployments,
        timeline: disposables.timeline,
        notes: context.workspaceState,
      }),
    ),
    startChangeBranch: () => startBranch(branchDesk({ program, texts: disposables.texts })),
    showTimeline: (about) => disposables.timeline.show(about),
    setDatabaseConnection: () => setConnection(program),
    setDeploymentSecret: () => setSecret(program),
    forgetDatabaseConnection: () => forgetConnection(program),
    restartServer: () => restartServer(server, log),
    openRulePage: (row) => openPageOf(row, files.pages),
    openWalkthrough: () =>
      commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`),
    openFirstFinding: () => openFirstFinding(findings.listed()),
    reportIssue: () => reportIssue(server, context, log),
    showLog: () => log.show(),
    copyDiagnosticInformation: () => copyDiagnosticInformation(server, context),
    copyText,
  };
  return Object.entries(handlers).map(([name, run]) =>
    commands.registerCommand(`lockkeeper.${name}`, (argument) => thenTick(run(argument), name)),
  );

  /** What these have done may have ticked a box of the checklist. */
  async function thenTick(running: unknown, name: string): Promise<unknown> {
    const came = await running;
    if (TICKING.has(name)) disposables.checklist.outdated();
    return came;
  }
}

const TICKING: ReadonlySet<string> = new Set([
  'runDeployGuard',
  'rerunDeployGuard',
  'auditDatabases',
  'stampBaseline',
  'createMigration',
  'upgradeDatabase',
  'downgradeDatabase',
  'commitMigration',
  'setDatabaseConnection',
  'setDeploymentSecret',
  'forgetDatabaseConnection',
]);

/** A walkthrough step is done by a verdict, whichever it is. */
async function guarded(
  running: Promise<GuardRun | undefined>,
  walkthrough: Parts['walkthrough'],
): Promise<GuardRun | undefined> {
  const run = await running;
  if (run?.outcome.kind === 'told') walkthrough.reached('guarded');
  return run;
}

function apiOf({ server, guard, auditing, findings, disposables }: Parts): LockkeeperApi {
  return {
    clientState: () => server.phase(),
    guardResult: () => {
      const last = guard.last();
      return last === undefined ? [] : guardRows(last.outcome);
    },
    audit: () => auditing.rows(),
    checklist: () => disposables.checklist.rows(),
    deployments: () => disposables.deployments.rows(),
    updates: () => disposables.updates.rows(),
    findings: () => findings.rows(),
    plan: () => disposables.plan.rows(),
    waiting: () => waitingRows(openFolder(server)?.waiting ?? []),
    status: () => disposables.statusItem.text(),
    alarm: () => disposables.alarmItem.alarm(),
    findingsMessage: () => findings.message(),
  };
}

async function followSetting(server: Server, log: LogOutputChannel): Promise<void> {
  const isEnabled = workspace.getConfiguration('lockkeeper').get('enable', true);
  await (isEnabled ? restartServer(server, log) : server.stop());
}

/** VS Code hands over the row whose button was pressed. */
async function openPageOf(row: unknown, pagesFile: string): Promise<void> {
  const page = isRecord(row) ? textAt(row, 'page') : undefined;
  if (page !== undefined) await openRulePage(page, pagesFile);
}
