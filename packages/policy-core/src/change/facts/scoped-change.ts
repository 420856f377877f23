import type { Known } from '../../model/known.ts';
import type { ChangeEntry, Observations } from '../../model/observations.ts';
import { lineMatch } from '../../policy/patterns/line-match.ts';
import type { AlsoAllowed, ChangeScope, PatternLine, Policy } from '../../policy/policy.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { authorship, type Authorship } from './authorship.ts';
import { branchClassOf } from '../../policy/branch-class.ts';
import { committedBranch } from './committed-branch.ts';
import { isWriter, otherHandIn } from './machine-writer.ts';
import { defineJudged } from '../../engine/judged-fact.ts';
import { policyInput } from '../../engine/run-inputs.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { changedSubjects, seenInFocus } from './judged-change.ts';
import type { ApprovalRequest } from './required-approvals.ts';

/** What a change touches that whoever made it may not touch. */
export interface ScopedChange {
  /** The evidence that the scope is for this change; unobserved where nobody knows who made it. */
  readonly authorship: Known<Authorship>;
  readonly denied: readonly DeniedPath[];
  readonly outside: readonly OutsidePath[];
  /** `undefined`: the branch is one of those the scope names, or it names none. */
  readonly branch: WrongBranch | undefined;
}

export interface DeniedPath {
  readonly entry: ChangeEntry;
  readonly pattern: PatternLine;
  /** `undefined`: nothing lifts it. */
  readonly label: string | undefined;
}

export interface OutsidePath {
  readonly entry: ChangeEntry;
  /** The label that would let it in; `undefined`: nothing would. */
  readonly label: string | undefined;
  readonly at: SourceSpan;
}

export interface WrongBranch {
  readonly name: Known<string>;
  /** Kinds of branches it may be, with their patterns. */
  readonly kinds: readonly string[];
  readonly at: SourceSpan;
}

type Seen = Pick<Observations, 'focus' | 'change' | 'author' | 'pullRequest'>;

/** `undefined`: no scope holds for this change. */
export const scopedChange = defineJudged<ScopedChange | undefined>({
  name: 'scoped-change',
  words: 'the change, who made it',
  about: 'change',
  isConfigured: ({ changeScope }) => changeScope !== undefined,
  subjects: (scoped, get) => (scoped === undefined ? [] : changedSubjects(get)),
  compute: (get) => findScopedChange(get(policyInput), get(seenInFocus), get(authorship)),
});

/** As long as nobody knows whose change it is, the scope may not ask for anything. */
export const scopeRequests = defineFact<readonly ApprovalRequest[]>({
  name: 'approvals-for-the-scope',
  compute: (get) => {
    const scoped = get(scopedChange);
    if (scoped === undefined || !scoped.authorship.known) return [];
    return [...scoped.denied, ...scoped.outside].flatMap(({ label, entry: { path } }) =>
      label === undefined ? [] : [{ label, path }],
    );
  },
});

/** `undefined`: the policy has no scope, it is not for whoever made this change, or nothing has changed. */
export function findScopedChange(
  policy: Policy,
  seen: Seen,
  authorship: Known<Authorship>,
): ScopedChange | undefined {
  const { changeScope: scope } = policy;
  // What a release holds was judged change by change when it was merged.
  if (scope === undefined || !seen.change.known || seen.focus.kind === 'release') return undefined;
  if (authorship.known && !scope.appliesTo.includes(authorship.value.kind)) return undefined;
  const { entries, commits } = seen.change.value;
  if (entries.length === 0 && commits.known && commits.value.length === 0) return undefined;
  const denied = deniedPaths(policy, scope, { entries, seen });
  const isDenied = new Set(denied.map(({ entry }) => entry.path));
  const rest = entries.filter(({ path }) => !isDenied.has(path));
  return {
    authorship,
    denied,
    outside: outsidePaths(policy, scope, rest),
    branch: wrongBranch(policy, scope, seen),
  };
}

function deniedPaths(
  policy: Policy,
  scope: ChangeScope,
  { entries, seen }: { readonly entries: readonly ChangeEntry[]; readonly seen: Seen },
): readonly DeniedPath[] {
  const deny = lineMatch(scope.deny);
  const machines = policy.machineOwned.map((owned) => {
    const match = lineMatch(owned.paths);
    const isByWriter = isWriter(policy, owned, seen.author);
    const otherHand = otherHandIn(policy, owned, seen);
    return (path: string) => (isByWriter && otherHand(path) === undefined ? undefined : match(path));
  });
  return entries.flatMap((entry): readonly DeniedPath[] => {
    const machine = machines.map((match) => match(entry.path)).find((pattern) => pattern !== undefined);
    if (machine !== undefined) return [{ entry, pattern: machine, label: undefined }];
    const pattern = deny(entry.path);
    return pattern === undefined ? [] : [{ entry, pattern, label: scope.denyUnlessLabel }];
  });
}

function outsidePaths(
  policy: Policy,
  scope: ChangeScope,
  entries: readonly ChangeEntry[],
): readonly OutsidePath[] {
  if (scope.allow === undefined) return [];
  const allow = lineMatch(scope.allow);
  return entries.flatMap((entry): readonly OutsidePath[] => {
    if (allow(entry.path) !== undefined) return [];
    const flow = scope.alsoAllow.find(({ pair }) => pair.source === entry.path || pair.lock === entry.path);
    if (flow === undefined) return [{ entry, label: undefined, at: scope.at }];
    const label = asksItself(policy, flow) ? undefined : flow.unlessMissingLabel;
    return label === undefined ? [] : [{ entry, label, at: flow.at }];
  });
}

/** Where any change of the pair needs the same label, one rule that asks for it is enough. */
function asksItself({ rules }: Policy, { pair, unlessMissingLabel }: AlsoAllowed): boolean {
  const severity = rules.get('dependencies/label')?.severity ?? 'error';
  return severity === 'error' && pair.label === unlessMissingLabel;
}

function wrongBranch(
  { branches }: Policy,
  scope: ChangeScope,
  { change, pullRequest }: Seen,
): WrongBranch | undefined {
  if (scope.branches === undefined || !change.known) return undefined;
  const name = committedBranch(change.value, pullRequest);
  const kind = name.known ? branchClassOf(branches, name.value)?.name : undefined;
  if (kind !== undefined && scope.branches.includes(kind)) return undefined;
  return { name, kinds: scope.branches, at: scope.at };
}
