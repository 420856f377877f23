import { Uri, workspace } from 'vscode';

/** In the order in which the CLI looks for them. */
const POLICY_NAMES = ['lockkeeper.yaml', 'lockkeeper.yml', 'lockkeeper.toml', 'lockkeeper.json'];

/** The policy that lies in a folder itself; `undefined` when there is none. */
export async function policyIn(folder: Uri): Promise<Uri | undefined> {
  const entries = await workspace.fs.readDirectory(folder);
  const names = new Set(entries.map(([name]) => name));
  const name = POLICY_NAMES.find((one) => names.has(one));
  return name === undefined ? undefined : Uri.joinPath(folder, name);
}
