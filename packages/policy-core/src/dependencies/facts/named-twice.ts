import { markersMayOverlap } from '../packaging/marker-overlap.ts';
import { normalizedProject } from '../packaging/project-name.ts';
import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import { specifiersAdmit } from '../packaging/specifier-set.ts';
import { parseVersion } from '../packaging/parse-version.ts';
import { canonicalVersionText } from '../packaging/version-text.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import { filesOfPair, type JudgedRequirements, type ReadJudged, type Side } from './judged-requirements.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { isSameMap } from '../../model/same-map.ts';
import { pinOf } from './pin.ts';

/** A line that asks for a project by name. */
export interface ProjectLine {
  readonly requirement: ProjectRequirement;
  readonly line: RequirementsLine;
  readonly judged: ReadJudged;
}

/** Two lines of one side that speak of one project, on machines where both may count. */
export interface NamedTwice {
  readonly first: ProjectLine;
  readonly again: ProjectLine;
  readonly kind: /** The second says nothing new. */
    | 'repeats'
    /** No version is what both ask for. */
    | 'conflicts';
}

type NamedTwiceByFile = ReadonlyMap<string, readonly NamedTwice[]>;

/** In the files of a pair, by its id: of its source and then of its lock, by the path of the later line. */
export const namedTwice = defineFact<NamedTwiceByFile, string>({
  name: 'named-twice',
  compute: (get, id) => {
    const byFile = new Map<string, NamedTwice[]>();
    for (const side of ['source', 'lock'] as const)
      for (const twice of namedTwiceOn(side, get(filesOfPair, id))) {
        const { path } = twice.again.judged;
        const before = byFile.get(path);
        if (before === undefined) byFile.set(path, [twice]);
        else before.push(twice);
      }
    return byFile;
  },
  isSame: (before, after) => isSameMap(before, after, isSameList),
});

function isSameList(one: readonly NamedTwice[], other: readonly NamedTwice[]): boolean {
  return one.length === other.length && one.every((twice, index) => isSameTwice(twice, other[index]));
}

function isSameTwice(one: NamedTwice, other: NamedTwice | undefined): boolean {
  return one.first === other?.first && one.again === other.again && one.kind === other.kind;
}

/** Each later line once. Constraints are left out: they are there to speak of what others ask for. */
function namedTwiceOn(side: Side, files: readonly JudgedRequirements[]): readonly NamedTwice[] {
  const known = new Map<string, ProjectLine[]>();
  const found: NamedTwice[] = [];
  const mayCountTogether = boundedOverlap();
  // Most are named once, and then there is nothing to compare.
  const prepared = memoizeByObject(askedBy);
  for (const again of files.filter(({ sides }) => sides.includes(side)).flatMap(projectLines)) {
    const key = again.requirement.normalizedName;
    const others = known.get(key);
    if (others === undefined) {
      known.set(key, [again]);
      continue;
    }
    const twice = twiceAmong(others.map(prepared), prepared(again), mayCountTogether);
    if (twice !== undefined) found.push(twice);
    if (others.length < MOST_COMPARED) others.push(again);
  }
  return found;
}

const projectLines = memoizeByObject((judged: JudgedRequirements): readonly ProjectLine[] => {
  if (judged.read === undefined || judged.role === 'constraints') return [];
  return judged.read.lines.flatMap((line) =>
    line.entry.kind === 'requirement' ? [{ requirement: line.entry.requirement, line, judged }] : [],
  );
});

/** What is compared again and again, worked out once. */
interface Asked {
  readonly named: ProjectLine;
  readonly identity: string;
  /** As written. */
  readonly pin: string | undefined;
  /** The pin in one spelling. */
  readonly version: string | undefined;
}

function askedBy(named: ProjectLine): Asked {
  const { requirement } = named;
  const pin = pinOf(requirement, PINS);
  return { named, identity: identity(requirement), pin, version: pin && inOneSpelling(pin) };
}

/** A conflict is worse than a repetition, wherever it stands. */
function twiceAmong(
  others: readonly Asked[],
  again: Asked,
  mayCountTogether: Overlap,
): NamedTwice | undefined {
  let repeated: NamedTwice | undefined;
  for (const first of others) {
    const kind = kindOf(first, again);
    if (kind === undefined || (kind === 'repeats' && repeated !== undefined)) continue;
    if (!mayCountTogether(first.named.requirement, again.named.requirement)) continue;
    const twice = { first: first.named, again: again.named, kind };
    if (kind === 'conflicts') return twice;
    repeated = twice;
  }
  return repeated;
}

function kindOf(first: Asked, again: Asked): NamedTwice['kind'] | undefined {
  if (first.identity === again.identity)
    return areLayers(first.named.judged, again.named.judged) ? undefined : 'repeats';
  return areAtOdds(first, again) ? 'conflicts' : undefined;
}

/** Where locks are made one above the other, each holds all that it needs: nobody has to take a line out. */
function areLayers(first: ReadJudged, again: ReadJudged): boolean {
  return (first.isMade || again.isMade) && first.path !== again.path;
}

/** No lock names a package so often; somebody could make a file that does. */
const MOST_COMPARED = 50;

/** Markers are compared as long as their texts come to no more than this; then they count as overlapping. */
const MOST_MARKER_UNITS = 1_000_000;

type Overlap = (a: ProjectRequirement, b: ProjectRequirement) => boolean;

function boundedOverlap(): Overlap {
  let left = MOST_MARKER_UNITS;
  return ({ marker: a }, { marker: b }) => {
    if (a === undefined || b === undefined) return true;
    left -= a.range.end - a.range.start + b.range.end - b.range.start;
    return left < 0 || markersMayOverlap(a.parsed, b.parsed);
  };
}

/** The same versions, extras and address; the marker of the first may say more than the second. */
function identity({ clauses, extras, url }: ProjectRequirement): string {
  const versions = clauses.map(
    ({ operator, version }) => operator + (operator === '==' ? inOneSpelling(version) : version),
  );
  const names = new Set(extras.map(({ name }) => normalizedProject(name)));
  return JSON.stringify([versions.toSorted(), [...names].toSorted(), url?.text]);
}

function inOneSpelling(version: string): string {
  const parsed = parseVersion(version);
  return parsed === undefined ? version : canonicalVersionText(parsed);
}

/** Two versions, two addresses, or a version that the other one refuses. */
function areAtOdds(one: Asked, other: Asked): boolean {
  const [a, b] = [one.named.requirement, other.named.requirement];
  if (a.url !== undefined && b.url !== undefined) return a.url.text !== b.url.text;
  if (one.version !== undefined && other.version !== undefined) return one.version !== other.version;
  return isRefused(one.pin, b) || isRefused(other.pin, a);
}

function isRefused(pin: string | undefined, { clauses }: ProjectRequirement): boolean {
  return pin !== undefined && !specifiersAdmit(clauses, pin, { prereleases: true });
}

const PINS = ['==', '==='] as const;
