import { Uri, commands, l10n, window } from 'vscode';

import { fileExists } from '../workspace/file-exists.ts';
import type { Server } from '../server/language-client.ts';
import { policyIn } from '../policy/policy-files.ts';
import { pickFolder } from '../workspace/pick-folder.ts';

/** Opens the policy of a folder and resolves to it; where there is none it offers to create a first one. */
export async function openPolicy(
  server: Server,
  createIn: (folder: Uri) => Promise<unknown>,
): Promise<Uri | undefined> {
  const policy = knownPolicy(server);
  // What the server knows may have been removed a moment ago.
  if (policy !== undefined && (await fileExists(policy))) return show(policy);
  const folder = await pickFolder(l10n.t('Whose policy?'));
  if (folder === undefined) return undefined;
  const found = await policyIn(folder.uri);
  if (found !== undefined) return show(found);
  void offerToCreate(() => createIn(folder.uri));
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

async function show(policy: Uri): Promise<Uri> {
  await commands.executeCommand('vscode.open', policy);
  return policy;
}

async function offerToCreate(create: () => Promise<unknown>): Promise<void> {
  const button = l10n.t('Create Policy');
  const answer = await window.showInformationMessage(
    l10n.t('This folder has no lockkeeper.yaml. Lockkeeper can create one from its files.'),
    button,
  );
  if (answer === button) await create();
}
