import type { Marker } from '../packaging/marker.ts';
import { evaluateMarker, type MarkerEnvironment } from '../packaging/marker-evaluation.ts';
import { markersMayOverlap } from '../packaging/marker-overlap.ts';
import { normalizedProject } from '../packaging/project-name.ts';
import type { Specifier } from '../packaging/specifier.ts';
import { specifiersAdmit } from '../packaging/specifier-set.ts';
import type { CompiledEntry } from './compiled-entry.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { withoutHashesBut } from './package-address.ts';
import { possibleEnvironments, type CompiledFor } from './possible-environments.ts';
import { projectOf, type SyncDifference } from './sync-difference.ts';

/**
 * The lock holds all that its source asks for: of each requirement whose marker may hold there, a pin of
 * the same project that its versions admit, pre-releases too, and on no machine another one. What else the
 * lock holds is what those need.
 * That a lock pins everything, and no project twice, is for other rules to judge.
 */
export function compiledDifferences(
  source: readonly CompiledEntry[],
  lock: readonly CompiledEntry[],
  environment: CompiledFor,
): readonly SyncDifference[] {
  const around = { locked: lockedBy(lock), environment, effort: { left: MOST_STEPS } };
  return source.flatMap((entry) => judge(entry, around) ?? []);
}

/** Real pairs take some thousands; two files made for it could take hours. */
const MOST_STEPS = 200_000;

interface Around {
  readonly locked: Locked;
  readonly environment: CompiledFor;
  /** How many pins may still be looked at, each for every Python and comparison it takes. */
  readonly effort: { left: number };
}

interface Locked {
  readonly byProject: ReadonlyMap<string, readonly CompiledEntry[]>;
  readonly byLocation: ReadonlyMap<string, readonly CompiledEntry[]>;
}

const lockedBy = memoizeByObject((lock: readonly CompiledEntry[]): Locked => {
  const [byProject, byLocation] = [new Map<string, CompiledEntry[]>(), new Map<string, CompiledEntry[]>()];
  for (const entry of lock) {
    if (entry.project !== undefined) push(byProject, entry.project, entry);
    for (const location of entry.locations) push(byLocation, location, entry);
  }
  return { byProject, byLocation };
});

function push(groups: Map<string, CompiledEntry[]>, key: string, entry: CompiledEntry): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [entry]);
  else group.push(entry);
}

/** Where the Python is not known it is judged for all of them, and has to be the same for all. */
function judge(entry: CompiledEntry, { locked, environment, effort }: Around): SyncDifference | undefined {
  const candidates = candidatesFor(entry, locked);
  if (candidates === undefined) return { kind: 'unclear', entry, reason: TOO_MANY };
  if (effort.left < 0) return { kind: 'unclear', entry, reason: TOO_LONG };
  const markers = [entry, ...candidates].flatMap(({ marker }) => marker ?? []);
  const possible = markers.length === 0 ? [ANYWHERE] : possibleEnvironments(environment, markers);
  effort.left -= (candidates.length + 1) * (possible?.length ?? 0) * (1 + markers.length);
  if (possible === undefined || effort.left < 0) return { kind: 'unclear', entry, reason: TOO_LONG };
  const verdicts = possible.map((one) => verdictIn(one, entry, candidates));
  if (new Set(verdicts.map((verdict) => verdict?.kind)).size > 1)
    return { kind: 'unclear', entry, reason: NO_PYTHON };
  return verdicts[0] ?? refusedElsewhere(entry, { candidates, possible, effort });
}

interface Elsewhere extends Pick<Around, 'effort'> {
  readonly candidates: readonly CompiledEntry[];
  readonly possible: readonly MarkerEnvironment[];
}

/** A pin beside the one that is admitted, which counts on other machines and is not. */
function refusedElsewhere(
  entry: CompiledEntry,
  { candidates, possible, effort }: Elsewhere,
): SyncDifference | undefined {
  for (const locked of candidates) {
    const isBeside = ({ marker }: CompiledEntry) => possible.some((one) => mayHold(marker, one));
    if (isMetBy(entry, locked) || !isBeside(entry) || !isBeside(locked)) continue;
    effort.left -= OVERLAP_STEPS;
    if (effort.left < 0) return { kind: 'unclear', entry, reason: TOO_LONG };
    if (mayCountTogether(entry, locked)) return { kind: 'unsatisfied', entry, locked };
  }
  return undefined;
}

/** What two markers take to be held against each other, at the most. */
const OVERLAP_STEPS = 500;

function mayCountTogether({ marker: a }: CompiledEntry, { marker: b }: CompiledEntry): boolean {
  return a === undefined || b === undefined || markersMayOverlap(a, b);
}

/** A lock for every platform names a project some times; somebody could name it on every line. */
export const MOST_CANDIDATES = 100;
const TOO_MANY = `the lock names it more than ${MOST_CANDIDATES} times`;
const TOO_LONG = 'there is too much to look at';
const NO_PYTHON = 'neither the policy nor the lock says which Python counts: name it under sync.python';
const ANYWHERE: MarkerEnvironment = {};

/** `undefined` where there are more than anybody needs. */
function candidatesFor(
  { project, locations }: CompiledEntry,
  { byProject, byLocation }: Locked,
): readonly CompiledEntry[] | undefined {
  const named = project === undefined ? [] : (byProject.get(project) ?? []);
  const there = locations.map((location) => byLocation.get(location) ?? []);
  const count = there.reduce((sum, { length }) => sum + length, named.length);
  if (count > MOST_CANDIDATES) return undefined;
  return there.length === 0 ? named : [...new Set([...there.flat(), ...named])];
}

function verdictIn(
  environment: MarkerEnvironment,
  entry: CompiledEntry,
  candidates: readonly CompiledEntry[],
): SyncDifference | undefined {
  if (!mayHold(entry.marker, environment)) return undefined;
  return verdictOf(
    entry,
    candidates.filter(({ marker }) => mayHold(marker, environment)),
  );
}

/** What depends on the machine may hold: a lock is made for all of them. */
function mayHold(marker: Marker | undefined, environment: MarkerEnvironment): boolean {
  if (marker === undefined) return true;
  const evaluated = evaluateMarker(marker, environment);
  return evaluated.kind !== 'value' || evaluated.value;
}

function verdictOf(entry: CompiledEntry, candidates: readonly CompiledEntry[]): SyncDifference | undefined {
  const [locked] = candidates;
  if (locked === undefined) return { kind: 'missing', entry, isNamedInLock: false };
  const isMet = candidates.some((candidate) => isMetBy(entry, candidate));
  return isMet && holdsExtras(entry, candidates) ? undefined : { kind: 'unsatisfied', entry, locked };
}

/** What the lock does not pin is for dependencies/lock-unpinned. */
function isMetBy(entry: CompiledEntry, { version, locations, hashedBy }: CompiledEntry): boolean {
  if (entry.locations.length > 0) {
    return entry.locations.some((location) => {
      const asked = hashedBy === undefined ? location : withoutHashesBut(hashedBy, location);
      return locations.some((held) => held === asked || isCommitOf(held, asked));
    });
  }
  if (version === undefined) return true;
  return specifiersAdmit(clausesOf(entry), version, { prereleases: true });
}

/** A lock may leave all extras out,, or hold all that are asked for. */
function holdsExtras(entry: CompiledEntry, candidates: readonly CompiledEntry[]): boolean {
  const [asked, held] = [extrasOf(entry), candidates.flatMap(extrasOf)];
  return held.length === 0 || asked.every((extra) => held.includes(extra));
}

function extrasOf({ line }: CompiledEntry): readonly string[] {
  const extras = (line && projectOf(line)?.extras) ?? [];
  return extras.map(({ name }) => normalizedProject(name));
}

/** A tag or a branch was resolved to the commit that it was at: only git can tell whether it still is. */
function isCommitOf(held: string, asked: string): boolean {
  const [commit, named] = [checkoutOf(held), checkoutOf(asked)];
  if (commit === undefined || named === undefined) return false;
  if (!COMMIT.test(commit.at) || COMMIT.test(named.at) || commit.place !== named.place) return false;
  return !SHORT_COMMIT.test(named.at) || commit.at.startsWith(named.at);
}

function checkoutOf(location: string): { readonly place: string; readonly at: string } | undefined {
  const [, place, at = '', part = ''] = GIT.exec(location) ?? [];
  return place === undefined ? undefined : { place: `${place}${part}`, at };
}

const GIT = /^(git\+[^@#]*:\/\/(?:[^@/#]*@)?[^@#]*)(?:@([^@#]*))?(#.*)?$/;
const COMMIT = /^[0-9a-f]{40}$/;
/** With letters and digits: a tag may be a date, a branch a word. */
const SHORT_COMMIT = /^(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{7,39}$/;

function clausesOf({ line }: CompiledEntry): readonly Specifier[] {
  return (line && projectOf(line)?.clauses) ?? [];
}
