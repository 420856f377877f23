import {
  createLogStore,
  createRecordsStore,
  recordsName,
  type RecordsPlace,
} from '@lockkeeper/host-node/write';
import type { LogStore } from '@lockkeeper/operations/ports';
import type { Policy } from '@lockkeeper/policy-core';

import { Stop } from '../stop.ts';

/** The branch of the records; `undefined` where the policy keeps them in the tree. */
export function recordsPlace(root: string, policy: Policy | undefined): RecordsPlace | undefined {
  const branch = policy?.recordsBranch;
  return branch && { root, remote: branch.remote, branch: branch.name };
}

/** The branch of the records. Stops where the policy names none. */
export function branchOfRecords(root: string, policy: Policy | undefined): RecordsPlace {
  const place = recordsPlace(root, policy);
  if (place !== undefined) return place;
  throw new Stop(
    'usage',
    'The policy keeps the deploy records in the tree. Write `deployment: { records: { mode: branch } }` into it first.',
  );
}

/** @param at `locks`: where writers of files of the tree wait for each other. */
export function logStoreOf(
  policy: Policy | undefined,
  { root, locks }: { readonly root: string; readonly locks: string },
): LogStore {
  const place = recordsPlace(root, policy);
  return place === undefined ? createLogStore({ root, locks }) : createRecordsStore(place);
}

/** A file of the records, as people are told where to look for it. */
export function shownPlace(policy: Policy | undefined, path: string): string {
  const branch = policy?.recordsBranch;
  return branch === undefined ? path : `${recordsName({ ...branch, branch: branch.name })}:${path}`;
}
