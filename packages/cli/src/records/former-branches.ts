import type { RecordsPlace, SeenRecords } from '@lockkeeper/host-node/write';
import type { FileHistory } from '@lockkeeper/operations/ports';
import {
  loadPolicy,
  observed,
  POLICY_FILE_NAMES,
  unobserved,
  type Known,
  type Policy,
} from '@lockkeeper/policy-core';

import { failureReason } from '../errors/failure-reason.ts';

interface Former {
  readonly root: string;
  readonly policy: Policy | undefined;
  /** Of the tree. */
  readonly history: FileHistory;
}

/**
 * Commits of the branches on which policies of before kept the records: who changes the policy leaves behind what was written
 * there, and it counts as the history of the files does.
 */
export async function formerTips({ root, policy, history }: Former): Promise<Known<readonly string[]>> {
  const named = await formerPlaces({ root, policy, history });
  if (!named.known) return named;
  const places = named.value;
  const now = policy?.recordsBranch;
  if (now !== undefined) places.delete(JSON.stringify([now.remote, now.name]));
  const tips: string[] = [];
  for (const place of places.values()) {
    const seen = await tipsAt(place);
    if (!seen.known) return seen;
    tips.push(...seen.value);
  }
  return observed(tips);
}

async function formerPlaces({ root, policy, history }: Former): Promise<Known<Map<string, RecordsPlace>>> {
  const named = new Map<string, RecordsPlace>();
  for (const name of [...POLICY_FILE_NAMES, ...(policy?.bases ?? []).map((base) => base.path)]) {
    const branches = await history.versions(name, ({ text }) => branchOf(name, text));
    if (!branches.known) return branches;
    for (const branch of branches.value)
      if (branch !== undefined)
        named.set(JSON.stringify([branch.remote, branch.name]), {
          root,
          remote: branch.remote,
          branch: branch.name,
        });
  }
  return observed(named);
}

/** Most versions of a policy say nothing of it, and need not be read. Of a base the versions are looked at by themselves. */
function branchOf(path: string, text: string): Policy['recordsBranch'] {
  if (!text.includes('records')) return undefined;
  const policy = loadPolicy({ path, text, bases: 'ignored' });
  return policy.kind === 'policy' ? policy.recordsBranch : undefined;
}

async function tipsAt(place: RecordsPlace): Promise<Known<readonly string[]>> {
  const { recordsName, seeRecords } = await import('@lockkeeper/host-node/write');
  const name = recordsName(place);
  let seen: SeenRecords;
  try {
    seen = await seeRecords(place);
  } catch (error) {
    return unobserved(`the policy kept the records on ${name} before, and ${failureReason(error)}`);
  }
  const tips = [seen.commit, seen.lost].filter((tip) => tip !== undefined);
  return tips.length > 0
    ? observed(tips)
    : unobserved(
        `the policy kept the records on ${name} before, and there is no such branch. Put it back; where nothing was ever written there, push main to it`,
      );
}
