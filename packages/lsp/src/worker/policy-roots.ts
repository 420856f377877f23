import { POLICY_FILE_NAMES } from '@lockkeeper/policy-core';

import { uriBelow } from '../locations/uri-path.ts';
import type { Surroundings } from './surroundings.ts';

/** The folders that hold the policies of a folder: of the one that holds there, and of those nested below. */
export async function policyRoots(folder: string, surroundings: Surroundings): Promise<readonly string[]> {
  const above = await surroundings.nearestPolicy(uriBelow(folder, 'any'), folder);
  return [...new Set([...(above ? [above.root] : []), ...(await nestedRoots(folder, surroundings))])];
}

async function nestedRoots(folder: string, surroundings: Surroundings): Promise<readonly string[]> {
  const { files } = await surroundings.observers(folder);
  const listed = await files.list(['']);
  const names: readonly string[] = POLICY_FILE_NAMES;
  const nested = (listed.known ? listed.value : []).filter(
    (path) => path.includes('/') && names.includes(path.slice(path.lastIndexOf('/') + 1)),
  );
  return nested.map((path) => uriBelow(folder, path.slice(0, path.lastIndexOf('/'))));
}
