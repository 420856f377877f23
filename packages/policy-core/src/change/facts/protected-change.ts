import { observed, type Known } from '../../model/known.ts';
import { isAboutChange, type Change, type ChangeEntry, type Focus } from '../../model/observations.ts';
import { anyMatch, lineMatch } from '../../policy/patterns/line-match.ts';
import type { ActorClass, ChangeKind, PatternLine, Policy, ProtectedSection } from '../../policy/policy.ts';
import { authorship, type Authorship } from './authorship.ts';
import { defineSubjects, eachKnown, NOWHERE, type Subject } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { defineFact, type Get } from '../../engine/queries/query.ts';
import { seenInFocus } from './judged-change.ts';
import type { ApprovalRequest } from './required-approvals.ts';

/** One changed path under protection, with the section and the pattern that say so. */
export interface ProtectedChange {
  readonly entry: ChangeEntry;
  readonly section: ProtectedSection;
  readonly pattern: PatternLine;
  /** The commit that touched it, where the whole change leaves it as it was. */
  readonly onlyIn: string | undefined;
}

export interface ChangeUnderJudgement {
  readonly change: Known<Change>;
  readonly focus: Focus;
  readonly authorship: Known<Authorship>;
}

export const protectedChanges = defineSubjects<Known<ProtectedChange>>({
  name: 'protected-changes',
  words: 'the change',
  of: 'changed path',
  isConfigured: hasProtected,
  compute: (get) =>
    eachKnown(
      findProtectedChanges(policySections(get, 'protected', 'integrity'), underJudgement(get)),
      subjectOf,
    ),
});

/** Protected paths that only single commits touch. All commits of the change are one subject. */
export const passingChanges = defineSubjects<Known<readonly ProtectedChange[]>>({
  name: 'passing-changes',
  words: 'commits of the change',
  of: 'change',
  isConfigured: hasProtected,
  compute: (get) => {
    const policy = policySections(get, 'protected');
    const judged = findPassingChanges(policy, underJudgement(get));
    if (!judged.known) return [{ ...NOWHERE, unread: judged.reason, judged }];
    const { change } = get(seenInFocus);
    const size = change.known && change.value.commits.known ? change.value.commits.value.length : 0;
    return size === 0 || !hasProtected(get) ? [] : [{ ...NOWHERE, size, judged }];
  },
});

export const protectionRequests = defineFact<readonly ApprovalRequest[]>({
  name: 'approvals-for-protected-paths',
  compute: (get) =>
    get(protectedChanges).flatMap(({ judged }) =>
      judged.known ? [{ label: judged.value.section.label, path: judged.value.entry.path }] : [],
    ),
});

function underJudgement(get: Get): ChangeUnderJudgement {
  const { change, focus } = get(seenInFocus);
  return { change, focus, authorship: get(authorship) };
}

function hasProtected(get: Get): boolean {
  return policySections(get, 'protected').protected.length > 0;
}

function subjectOf({ entry: { path } }: ProtectedChange): Subject {
  return { paths: [path] };
}

/** Both sides of a rename are entries of their own, so moving a file out is seen like moving it in. */
export function findProtectedChanges(
  policy: Pick<Policy, 'integrity' | 'protected'>,
  { change, focus, authorship }: ChangeUnderJudgement,
): Known<readonly ProtectedChange[]> {
  if (!change.known) {
    // Without a change there is no changed path: only a run about a change lacks something.
    return isAboutChange(focus) && policy.protected.length > 0 ? change : observed([]);
  }
  const find = protectionOf(policy, authorship);
  const net = change.value.entries.flatMap((entry) => find(entry, undefined));
  if (policy.integrity.history === 'net') return observed(net);
  const passing = passingEntries(change.value);
  return passing.known
    ? observed([...net, ...passing.value.flatMap(({ entry, commit }) => find(entry, commit))])
    : passing;
}

/**
 * Protected paths that single commits touch and the change as a whole does not. Where only the changed
 * paths were given there is no history to ask.
 */
export function findPassingChanges(
  policy: Pick<Policy, 'protected'>,
  { change, authorship }: ChangeUnderJudgement,
): Known<readonly ProtectedChange[]> {
  if (!change.known || policy.protected.length === 0) return observed([]);
  if (change.value.base === null && !change.value.commits.known) return observed([]);
  const find = protectionOf(policy, authorship);
  const passing = passingEntries(change.value);
  return passing.known
    ? observed(passing.value.flatMap(({ entry, commit }) => find(entry, commit)))
    : passing;
}

type Find = (entry: ChangeEntry, onlyIn: string | undefined) => readonly ProtectedChange[];

function protectionOf(policy: Pick<Policy, 'protected'>, authorship: Known<Authorship>): Find {
  const sections = policy.protected.filter(({ appliesTo }) => mayApplyTo(appliesTo, authorship));
  return (entry, onlyIn) =>
    sections.flatMap((section): readonly ProtectedChange[] => {
      const pattern = lineMatch(section.paths)(entry.path);
      if (pattern === undefined || anyMatch(section.except)(entry.path)) return [];
      return isCounted(entry, section.changes) ? [{ entry, section, pattern, onlyIn }] : [];
    });
}

/** As long as nobody knows whose change it is, it may be of those who need the approval. */
function mayApplyTo(classes: readonly ActorClass[], authorship: Known<Authorship>): boolean {
  return !authorship.known || classes.includes(authorship.value.kind);
}

const SUBMODULE = '160000';

/**
 * Whether what happened is among the kinds that count. Renames and copies are not detected, since a
 * rewrite hides them: an addition counts as the new side of one, a deletion as the old side.
 */
function isCounted({ status, oldMode, newMode }: ChangeEntry, kinds: readonly ChangeKind[]): boolean {
  const happened: readonly ChangeKind[] = [
    ...KINDS[status],
    ...(status === 'modified' && oldMode !== newMode ? (['mode'] as const) : []),
    ...(oldMode === SUBMODULE || newMode === SUBMODULE ? (['submodule'] as const) : []),
  ];
  return happened.some((kind) => kinds.includes(kind));
}

const KINDS: Readonly<Record<ChangeEntry['status'], readonly ChangeKind[]>> = {
  added: ['add', 'rename_to', 'copy_to'],
  modified: ['modify'],
  deleted: ['delete', 'rename_from'],
  'type-changed': ['type'],
};

interface PassingEntry {
  readonly entry: ChangeEntry;
  readonly commit: string;
}

/** Each path once, with the first commit that touches it. */
function passingEntries({ entries, commits }: Change): Known<readonly PassingEntry[]> {
  if (!commits.known) return commits;
  const seen = new Set(entries.map(({ path }) => path));
  const passing: PassingEntry[] = [];
  for (const { id, paths } of commits.value) {
    for (const path of paths) {
      if (seen.has(path)) continue;
      seen.add(path);
      passing.push({ entry: { status: 'modified', path, oldMode: FILE, newMode: FILE }, commit: id });
    }
  }
  return observed(passing);
}

const FILE = '100644';
