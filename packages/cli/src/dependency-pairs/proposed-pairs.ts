import { LOCAL_CIRCUMSTANCES, observeSubjects } from '@lockkeeper/operations/observe';
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
import { pairsYaml, type DraftPair } from './pairs-yaml.ts';

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

/**
 * What judges where nobody has written a policy. How requirements are sorted and spelled is for a team to
 * choose: nothing is said of it before they have.
 */
export function policyForPairs(pairs: readonly DraftPair[]): Policy {
  const text = `version: 1\nrules:\n${STYLE}${pairsYaml(pairs)}\n`;
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'policy') return policy;
  const [problem] = policy.problems;
  throw new CliError('usage', `These files cannot be judged as a pair. ${problem?.message ?? ''}`);
}

const STYLE = ['sort', 'name-form', 'version-form'].map((name) => `  dependencies/${name}: 'off'\n`).join('');

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
  { observers }: Pick<ProposalRequest, 'observers'>,
): Promise<readonly string[]> {
  const contents = await Promise.all(unlocked.map((path) => observers.files.read(path)));
  return unlocked.filter((_, index) => {
    const content = contents[index];
    const text = content?.known === true && content.value.kind === 'text' ? content.value.text : '';
    return lockHeader(text) === undefined;
  });
}
