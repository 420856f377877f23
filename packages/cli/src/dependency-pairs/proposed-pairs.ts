import { LOCAL_CIRCUMSTANCES, observeSubjects, readerAt } from '@lockkeeper/operations/observe';
import type { Observers } from '@lockkeeper/operations/ports';
import { loadPolicy, unobserved, type Observations, type Policy } from '@lockkeeper/policy-core';
import {
  lockHeader,
  pairsIn,
  proposedMode,
  usedTerms,
  type RequirementsPair,
} from '@lockkeeper/policy-core/dependencies';

import { CliError } from '../errors/cli-error.ts';
import { isRequirements, type NamedPair } from './named-pairs.ts';
import { pairsYaml, STYLE_IS_FREE, type DraftPair } from './pairs-yaml.ts';

export interface ProposalRequest {
  readonly observers: Observers;
  /** A commit, or `worktree`. */
  readonly head: string;
}

/** The pairs among them that are pairs, each with the mode it should have. */
export async function proposedPairs(
  named: readonly NamedPair[],
  request: ProposalRequest,
): Promise<readonly DraftPair[]> {
  if (named.length === 0) return [];
  const policy = policyForPairs(named.map((pair) => ({ ...pair, sync: UNDECIDED })));
  const { files } = await observePolicyFiles(policy, request);
  return pairsIn(policy, files).flatMap((judged) => proposalFor(judged) ?? []);
}

/** What the files of a tree hold that a policy names. */
export function observePolicyFiles(
  policy: Policy,
  { observers, head }: ProposalRequest,
): Promise<Observations> {
  const request = { focus: { kind: 'tree' }, head, circumstances: LOCAL_CIRCUMSTANCES } as const;
  return observeSubjects(policy, { request, change: unobserved('no change is judged') }, observers);
}

/** Every lock may be compiled, also one that holds no lines. */
const UNDECIDED = { mode: 'compiled', because: 'nobody has looked yet' } as const;

/** What judges pairs where nobody has written a policy. */
export function policyForPairs(pairs: readonly DraftPair[]): Policy {
  const text = `version: 1\n${STYLE_IS_FREE}\n${pairsYaml(pairs)}\n`;
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'policy') return policy;
  const [problem] = policy.problems;
  throw new CliError('usage', `These files cannot be judged as a pair. ${problem?.message ?? ''}`);
}

/** A template such as `config.in` that stands beside `config.txt` is none. */
function proposalFor(judged: RequirementsPair): DraftPair | undefined {
  const { source, lock } = judged.pair;
  const sync = proposedMode(judged);
  const isMade = judged.lock.known && judged.lock.value.kind === 'read' && judged.lock.value.header;
  if (sync === undefined || (source.endsWith('.in') && !isRequirements(source) && !isMade)) return undefined;
  return { source, lock, sync, uses: usedTerms(judged) };
}

/** Those that no tool has made: a lock needs no other lock. */
export async function withoutGeneratedFiles(
  unlocked: readonly string[],
  { observers, head }: ProposalRequest,
): Promise<readonly string[]> {
  const contents = await readerAt(head, observers)(unlocked);
  return unlocked.filter((path) => {
    const content = contents.get(path);
    const text = content?.known === true && content.value.kind === 'text' ? content.value.text : '';
    return lockHeader(text) === undefined;
  });
}
