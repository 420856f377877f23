import { POLICY_FILE_NAMES } from '@lockkeeper/policy-core';

import { uriBelow } from '../locations/uri-path.ts';
import type { WorkspaceContext } from './workspace-context.ts';

/** The folders that hold the policies of a folder: of the one that holds there, and of those nested below. */
export async function policyRoots(folder: string, context: WorkspaceContext): Promise<readonly string[]> {
  const above = await context.nearestPolicy(uriBelow(folder, 'any'), folder);
  return [...new Set([...(above ? [above.root] : []), ...(await nestedRoots(folder, context))])];
}

async function nestedRoots(folder: string, context: WorkspaceContext): Promise<readonly string[]> {
  const { files } = await context.observers(folder);
  const listed = await files.list(['']);
  const names: readonly string[] = POLICY_FILE_NAMES;
  const nested = (listed.known ? listed.value : []).filter(
    (path) => path.includes('/') && names.includes(path.slice(path.lastIndexOf('/') + 1)),
  );
  return nested.map((path) => uriBelow(folder, path.slice(0, path.lastIndexOf('/'))));
}
