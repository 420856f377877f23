import { commands, l10n, window, workspace, type LogOutputChannel, type Uri } from 'vscode';

import { runCli, type CliEnding } from '../cli/cli-process.ts';
import { policyIn } from '../policy/policy-files.ts';
import { policyPreview, refusalOf } from '../policy/policy-preview.ts';
import type { ReadOnlyDocuments } from '../views/read-only-documents.ts';
import { pickFolder } from '../workspace/pick-folder.ts';
import { repositoryRoot } from '../workspace/repository-root.ts';

const CREATE_LIMIT_MS = 60_000;

export interface CreatePolicyNeeds {
  readonly cli: string;
  readonly log: LogOutputChannel;
  readonly texts: ReadOnlyDocuments;
}

/**
 * Shows the first policy that the CLI would write, and writes it when the user says so. Resolves to what is shown,
 * or to the policy that is there already.
 */
export async function createPolicy(needs: CreatePolicyNeeds, given?: Uri): Promise<Uri | undefined> {
  if (!workspace.isTrusted) {
    void askForTrust();
    return undefined;
  }
  const picked = given ?? (await pickFolder(l10n.t('Where does the policy go?')))?.uri;
  if (picked === undefined) return undefined;
  const folder = await repositoryRoot(picked);
  const there = await policyIn(folder);
  if (there !== undefined) {
    void window.showInformationMessage(
      l10n.t('This folder already has a policy. Lockkeeper never overwrites one.'),
    );
    return show(there);
  }
  const preview = policyPreview(await init(folder, ['--dry-run'], needs));
  if (preview.kind === 'refused') {
    void window.showErrorMessage(preview.problem);
    return undefined;
  }
  const name = l10n.t('lockkeeper.yaml (not written yet)');
  const shown = await needs.texts.show({ name, text: preview.text, language: 'yaml' });
  void offer(folder, shown, needs);
  return shown;
}

async function askForTrust(): Promise<void> {
  const trust = l10n.t('Manage Workspace Trust');
  const answer = await window.showInformationMessage(
    l10n.t('A policy is written only in a trusted workspace. Trust it, then create the policy.'),
    trust,
  );
  if (answer === trust) await commands.executeCommand('workbench.trust.manage');
}

async function offer(folder: Uri, shown: Uri, needs: CreatePolicyNeeds): Promise<void> {
  const write = l10n.t('Write lockkeeper.yaml');
  const answer = await window.showInformationMessage(
    l10n.t('Lockkeeper would write this policy for this folder. Nothing is written yet.'),
    write,
  );
  if (answer !== write) return;
  const ending = await init(folder, [], needs);
  const policy = await policyIn(folder);
  if (policy === undefined) {
    void window.showErrorMessage(refusalOf(ending));
    return;
  }
  await needs.texts.close(shown);
  await show(policy);
}

async function init(
  folder: Uri,
  more: readonly string[],
  { cli, log }: CreatePolicyNeeds,
): Promise<CliEnding> {
  const { signal } = new AbortController();
  const args = ['init', ...more, '--root', folder.fsPath];
  const ending = await runCli({ cli, args, cwd: folder.fsPath, timeoutMs: CREATE_LIMIT_MS, signal });
  log.info(`lockkeeper ${args.join(' ')}: ${JSON.stringify(ending)}`);
  return ending;
}

async function show(policy: Uri): Promise<Uri> {
  await commands.executeCommand('vscode.open', policy);
  return policy;
}
