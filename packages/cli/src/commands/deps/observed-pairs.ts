import { readBaselineFile, readerAt, readPolicyFile, type Seen } from '@lockkeeper/operations/observe';
import { displayText, nearestWord, type Policy } from '@lockkeeper/policy-core';
import { pairsIn, type RequirementsPair } from '@lockkeeper/policy-core/dependencies';

import { observationFailure } from '../../errors/observation-failure.ts';
import { observePolicyFiles, policyForPairs } from '../../dependency-pairs/proposed-pairs.ts';
import type { DraftPair } from '../../dependency-pairs/pairs-yaml.ts';
import { CliError } from '../../errors/cli-error.ts';
import { foundPairs, namedPair, type PairSearch } from './found-pairs.ts';
import type { PairOptions } from './options.ts';

/** Pairs with all that was seen of them. */
export interface ObservedPairs {
  readonly seen: Seen;
  readonly pairs: readonly RequirementsPair[];
  readonly basis: PairBasis;
}

/** Who says which files belong together. */
export type PairBasis =
  | { readonly kind: 'policy' }
  /** Found in the repository, or named on the command line: `drafts` are those of `pairs`, in their order. */
  | { readonly kind: 'found' | 'named'; readonly drafts: readonly DraftPair[] };

/** The pairs of the policy; without one, or where two files are named, those files and defaults. */
export async function observePairs(options: PairOptions, place: PairSearch): Promise<ObservedPairs> {
  const isNamed = options.source !== undefined || options.lock !== undefined;
  const file = isNamed ? undefined : await policyHere(place);
  if (file !== undefined && file.policy.dependencies.length > 0) {
    refuseOwnTerms(options, file.policy.path);
    return look(chosenFrom(file.policy, options.pair), place, file);
  }
  const drafts = isNamed ? [await namedPair(options, place)] : await foundPairs(options, place);
  const policy = chosenFrom(policyForPairs(drafts), options.pair);
  const kept = drafts.filter(({ source, lock }) =>
    policy.dependencies.some((pair) => pair.source === source && pair.lock === lock),
  );
  return look({ ...policy, path: DEFAULTS }, place, { drafts: kept, kind: isNamed ? 'named' : 'found' });
}

/** What stands in the place of a policy that nobody has written. */
const DEFAULTS = 'defaults';

interface PolicyHere {
  readonly policy: Policy;
  readonly text: string;
}

async function policyHere({ repository, head }: PairSearch): Promise<PolicyHere | undefined> {
  const file = await readPolicyFile(readerAt(head, repository.observers));
  const where = head === 'worktree' ? 'the working tree' : head;
  switch (file.kind) {
    case 'policy':
      return file;
    case 'absent':
      return undefined;
    case 'invalid':
      throw observationFailure({ ...file, kind: 'invalid-policy', where }, repository.root);
    case 'unusable':
      throw observationFailure({ kind: 'failed', problem: file.problem }, repository.root);
  }
}

function refuseOwnTerms(options: PairOptions, path: string): void {
  const own = (['mode', 'python', 'platform'] as const).find((name) => options[name] !== undefined);
  if (own === undefined) return;
  throw new CliError(
    'usage',
    `${path} says how its pairs are judged, so --${own} has no meaning. Change the policy, or name two files with --source and --lock.`,
  );
}

/** Nothing but dependencies is judged, so nothing else has to be read. */
function chosenFrom(policy: Policy, id: string | undefined): Policy {
  const ids = policy.dependencies.map((pair) => pair.id);
  if (id !== undefined && !ids.includes(id)) {
    const nearest = nearestWord(id, ids);
    const advice = nearest === undefined ? `There are: ${ids.join(', ')}.` : `Did you mean ${nearest}?`;
    throw new CliError('usage', `There is no pair ${JSON.stringify(displayText(id))}. ${advice}`);
  }
  const dependencies = policy.dependencies.filter((pair) => id === undefined || pair.id === id);
  const written = new Set<string>(dependencies.flatMap(({ source, lock }) => [source, lock]));
  return {
    ...policy,
    dependencies,
    namedPlaces: policy.namedPlaces.filter(
      (place) => place.section === 'dependencies' && place.written.some((path) => written.has(path)),
    ),
    migrations: {
      ...policy.migrations,
      alembic: [],
      isWithoutAlembic: true,
      sql: [],
      application: [],
      models: [],
      apply: undefined,
      pgVersion: undefined,
      baseline: undefined,
    },
    documents: [],
    namedDocuments: [],
  };
}

async function look(
  policy: Policy,
  { repository, head }: PairSearch,
  from: PolicyHere | Exclude<PairBasis, { kind: 'policy' }>,
): Promise<ObservedPairs> {
  const { observers } = repository;
  const seen = await observePolicyFiles(policy, { observers, head });
  // The deploy record is read for every policy, and says nothing of dependencies.
  const { [policy.record.path]: _, ...files } = seen.files;
  const observations = { ...seen, files };
  const baseline = await readBaselineFile(readerAt(head, observers), policy);
  if (baseline.kind === 'unusable') throw new CliError('not-judged', baseline.problem);
  const policyOrigin: Seen['policyOrigin'] = head === 'worktree' ? 'worktree' : 'head';
  return {
    seen: {
      kind: 'seen',
      policy,
      policyText: 'text' in from ? from.text : '',
      policyOrigin,
      bootstrap: false,
      baseline: baseline.kind === 'text' ? baseline.text : undefined,
      observations,
      notices: [],
    },
    pairs: pairsIn(policy, observations.files),
    basis: 'text' in from ? { kind: 'policy' } : from,
  };
}
