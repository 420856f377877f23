import type { Known } from '../../model/known.ts';
import type { ChangeEntry, Observations } from '../../model/observations.ts';
import { lineMatch } from '../../policy/patterns/line-match.ts';
import type { AlsoAllowed, ChangeScope, PatternLine, Policy } from '../../policy/policy.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { authorship, type Authorship } from './authorship.ts';
import { branchClassOf } from '../../policy/branch-class.ts';
import { committedBranch } from './committed-branch.ts';
import { isWriter, otherHandIn } from './machine-writer.ts';
import { defineSubjects, NOWHERE, withFound } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { settingsOf, type SettingsOf } from '../../engine/rule-settings.ts';
import { defineFact, type Get } from '../../engine/queries/query.ts';
import { changedSubjects, seenInFocus } from './judged-change.ts';
import type { ApprovalRequest } from './required-approvals.ts';

/** What a change touches that whoever made it may not touch. */
export interface ScopedChange {
  readonly denied: readonly DeniedPath[];
  readonly outside: readonly OutsidePath[];
  /** `undefined`: the branch is one of those the scope names, or it names none. */
  readonly branch: WrongBranch | undefined;
}

export type ScopedPath = DeniedPath | OutsidePath;

export interface DeniedPath extends ChangedPath {
  readonly kind: 'denied';
  readonly pattern: PatternLine;
  /** `undefined`: nothing lifts it. */
  readonly label: string | undefined;
}

export interface OutsidePath extends ChangedPath {
  readonly kind: 'outside';
  /** The label that would let it in; `undefined`: nothing would. */
  readonly label: string | undefined;
  readonly at: SourceSpan;
}

type ChangedPath = Pick<ChangeEntry, 'path' | 'status'>;

export interface WrongBranch {
  readonly name: Known<string>;
  /** Kinds of branches it may be, with their patterns. */
  readonly kinds: readonly string[];
  readonly at: SourceSpan;
}

const SECTIONS = ['actors', 'branches', 'changeScope', 'machineOwned'] as const;
type ScopeSections = Pick<Policy, (typeof SECTIONS)[number]>;

/** What asks for the label of a pair whoever changes it. */
type AskedOfPairs = SettingsOf<'dependencies/label'>;

type Seen = Pick<Observations, 'focus' | 'change' | 'author' | 'pullRequest'>;

/** `undefined`: no scope holds for this change. */
const scopedChange = defineFact<ScopedChange | undefined>({
  name: 'scoped-change',
  compute: (get) => {
    const policy = {
      ...policySections(get, ...SECTIONS),
      ...settingsOf(get, 'dependencies/label'),
    };
    return findScopedChange(policy, get(seenInFocus), get(authorship));
  },
});

/** Each changed path, with what the scope has against it. */
export const scopedPaths = defineSubjects<readonly ScopedPath[]>({
  name: 'scoped-paths',
  words: 'the change, who made it',
  of: 'changed path',
  isConfigured: hasScope,
  compute: (get) => {
    const scoped = get(scopedChange);
    return scoped === undefined ? [] : withFound(changedSubjects(get), [...scoped.denied, ...scoped.outside]);
  },
});

/**
 * Every changed path is committed on the branch. What is wrong with it is said once, of the first of them; where only
 * commits tell of a change, of the change itself, which an open document is not asked about.
 */
export const scopedBranch = defineSubjects<WrongBranch | undefined>({
  name: 'scoped-branch',
  words: 'the change, who made it',
  of: 'changed path',
  isConfigured: hasScope,
  compute: (get) => {
    const scoped = get(scopedChange);
    if (scoped === undefined) return [];
    const { branch } = scoped;
    const subjects = changedSubjects(get);
    if (subjects.length > 0)
      return subjects.map((subject, index) => ({ ...subject, judged: index === 0 ? branch : undefined }));
    const isTold = branch !== undefined && get(seenInFocus).focus.kind !== 'document';
    return isTold ? [{ ...NOWHERE, judged: branch }] : [];
  },
});

function hasScope(get: Get): boolean {
  return policySections(get, 'changeScope').changeScope !== undefined;
}

/** As long as nobody knows whose change it is, the scope may not ask for anything. */
export const scopeRequests = defineFact<readonly ApprovalRequest[]>({
  name: 'approvals-for-the-scope',
  compute: (get) => {
    const scoped = get(scopedChange);
    if (scoped === undefined || !get(authorship).known) return [];
    return [...scoped.denied, ...scoped.outside].flatMap(({ label, path }) =>
      label === undefined ? [] : [{ label, path }],
    );
  },
});

/** `undefined`: the policy has no scope, it is not for whoever made this change, or nothing has changed. */
export function findScopedChange(
  policy: ScopeSections & AskedOfPairs,
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
  const isDenied = new Set(denied.map(({ path }) => path));
  const rest = entries.filter(({ path }) => !isDenied.has(path));
  return {
    denied,
    outside: outsidePaths(policy, scope, rest),
    branch: wrongBranch(policy, scope, seen),
  };
}

function deniedPaths(
  policy: Pick<Policy, 'actors' | 'machineOwned'>,
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
  return entries.flatMap(({ path, status }): readonly DeniedPath[] => {
    const denied = { kind: 'denied', path, status } as const;
    const machine = machines.map((match) => match(path)).find((pattern) => pattern !== undefined);
    if (machine !== undefined) return [{ ...denied, pattern: machine, label: undefined }];
    const pattern = deny(path);
    return pattern === undefined ? [] : [{ ...denied, pattern, label: scope.denyUnlessLabel }];
  });
}

function outsidePaths(
  policy: AskedOfPairs,
  scope: ChangeScope,
  entries: readonly ChangeEntry[],
): readonly OutsidePath[] {
  if (scope.allow === undefined) return [];
  const allow = lineMatch(scope.allow);
  return entries.flatMap(({ path, status }): readonly OutsidePath[] => {
    if (allow(path) !== undefined) return [];
    const outside = { kind: 'outside', path, status } as const;
    const flow = scope.alsoAllow.find(({ pair }) => pair.source === path || pair.lock === path);
    if (flow === undefined) return [{ ...outside, label: undefined, at: scope.at }];
    const label = asksItself(policy, flow) ? undefined : flow.unlessMissingLabel;
    return label === undefined ? [] : [{ ...outside, label, at: flow.at }];
  });
}

/** Where any change of the pair needs the same label, one rule that asks for it is enough. */
function asksItself({ rules }: AskedOfPairs, { pair, unlessMissingLabel }: AlsoAllowed): boolean {
  const severity = rules.get('dependencies/label')?.severity ?? 'error';
  return severity === 'error' && pair.label === unlessMissingLabel;
}

function wrongBranch(
  { branches }: Pick<Policy, 'branches'>,
  scope: ChangeScope,
  { change, pullRequest }: Seen,
): WrongBranch | undefined {
  if (scope.branches === undefined || !change.known) return undefined;
  const name = committedBranch(change.value, pullRequest);
  const kind = name.known ? branchClassOf(branches, name.value)?.name : undefined;
  if (kind !== undefined && scope.branches.includes(kind)) return undefined;
  return { name, kinds: scope.branches, at: scope.at };
}
