import { Uri, commands, window, workspace, type LogOutputChannel } from 'vscode';

import { runCli } from '../cli-process.ts';
import { fileExists } from '../file-exists.ts';
import type { Server } from '../language-client.ts';
import { pickFolder } from './pick-folder.ts';

/** In the order in which the CLI looks for them. */
const POLICY_NAMES = ['lockkeeper.yaml', 'lockkeeper.yml', 'lockkeeper.toml', 'lockkeeper.json'];

const CREATE_LIMIT_MS = 60_000;

export interface OpenPolicyNeeds {
  readonly server: Server;
  readonly cli: string;
  readonly log: LogOutputChannel;
}

/** Opens the policy of a folder and resolves to it; where there is none it offers to write a first one. */
export async function openPolicy(needs: OpenPolicyNeeds): Promise<Uri | undefined> {
  const policy = knownPolicy(needs.server);
  // What the server knows may have been removed a moment ago.
  if (policy !== undefined && (await fileExists(policy))) return show(policy);
  const folder = await pickFolder('Whose policy?');
  if (folder === undefined) return undefined;
  const found = await policyIn(folder.uri);
  if (found !== undefined) return show(found);
  void offerToCreate(folder.uri, needs);
  return undefined;
}

/** The policy of the open file when the server knows it, or the only policy it knows. */
function knownPolicy(server: Server): Uri | undefined {
  const policies = (server.status()?.folders ?? []).flatMap(({ policy }) =>
    policy === null ? [] : [Uri.parse(policy.uri)],
  );
  const open = window.activeTextEditor?.document.uri.path;
  const nearest = policies
    .filter((policy) => open?.startsWith(Uri.joinPath(policy, '../').path))
    .sort((a, b) => b.path.length - a.path.length)[0];
  return nearest ?? (policies.length === 1 ? policies[0] : undefined);
}

async function policyIn(folder: Uri): Promise<Uri | undefined> {
  const entries = await workspace.fs.readDirectory(folder);
  const names = new Set(entries.map(([name]) => name));
  const name = POLICY_NAMES.find((one) => names.has(one));
  return name === undefined ? undefined : Uri.joinPath(folder, name);
}

async function show(policy: Uri): Promise<Uri> {
  await commands.executeCommand('vscode.open', policy);
  return policy;
}

async function offerToCreate(folder: Uri, needs: OpenPolicyNeeds): Promise<void> {
  const absent = 'This folder has no lockkeeper.yaml.';
  if (!workspace.isTrusted) {
    void window.showInformationMessage(
      `${absent} Trust the workspace, and Lockkeeper can write a first one.`,
    );
    return;
  }
  const answer = await window.showInformationMessage(
    `${absent} Let Lockkeeper write a first one from what is here.`,
    'Create Policy',
  );
  if (answer === 'Create Policy') await create(folder, needs);
}

async function create(folder: Uri, { cli, log }: OpenPolicyNeeds): Promise<void> {
  const { signal } = new AbortController();
  const ending = await runCli({
    cli,
    args: ['init', '--root', folder.fsPath],
    cwd: folder.fsPath,
    timeoutMs: CREATE_LIMIT_MS,
    signal,
  });
  log.info(`lockkeeper init: ${JSON.stringify(ending)}`);
  const policy = await policyIn(folder);
  if (policy !== undefined) {
    await show(policy);
    return;
  }
  const said = ending.kind === 'ended' ? ending.stderr.trim() : '';
  void window.showErrorMessage(
    said || 'No policy was written. Run `lockkeeper init` in a terminal to see why.',
  );
}
