import { markersMayOverlap } from '../packaging/marker-overlap.ts';
import { normalizedProject } from '../packaging/project-name.ts';
import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import { sameVersion, specifiersAdmit } from '../packaging/specifier-set.ts';
import { parseVersion } from '../packaging/version.ts';
import { canonicalVersionText } from '../packaging/version-text.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import { judgedLines, type JudgedRequirements, type ReadJudged, type Side } from './judged-requirements.ts';
import { pinOf } from './pin.ts';

/** A line that asks for a project by name. */
export interface NamedLine {
  readonly requirement: ProjectRequirement;
  readonly line: RequirementsLine;
  readonly judged: ReadJudged;
}

/** Two lines of one side that speak of one project, on machines where both may count. */
export interface NamedTwice {
  readonly first: NamedLine;
  readonly again: NamedLine;
  readonly kind: /** The second says nothing new. */
    | 'repeats'
    /** No version is what both ask for. */
    | 'conflicts';
}

/** Each later line once. Constraints are left out: they are there to speak of what others ask for. */
export function namedTwice(files: readonly JudgedRequirements[], side: Side): readonly NamedTwice[] {
  const asking = files.filter(({ role, sides }) => role !== 'constraints' && sides.includes(side));
  const known = new Map<string, NamedLine[]>();
  const found: NamedTwice[] = [];
  const mayCountTogether = boundedOverlap();
  for (const { line, judged } of judgedLines(asking)) {
    if (line.entry.kind !== 'requirement') continue;
    const again = { requirement: line.entry.requirement, line, judged };
    const key = `${judged.pair.id}\n${again.requirement.normalizedName}`;
    const others = known.get(key);
    if (others === undefined) {
      known.set(key, [again]);
      continue;
    }
    const together = others.filter(({ requirement }) => mayCountTogether(requirement, again.requirement));
    const twice = together.flatMap((first) => compared(first, again)).sort(conflictsFirst);
    if (twice[0] !== undefined) found.push(twice[0]);
    if (others.length < MOST_COMPARED) others.push(again);
  }
  return found;
}

function conflictsFirst(a: NamedTwice, b: NamedTwice): number {
  return Number(b.kind === 'conflicts') - Number(a.kind === 'conflicts');
}

function compared(first: NamedLine, again: NamedLine): readonly NamedTwice[] {
  const [a, b] = [first.requirement, again.requirement];
  if (identity(a) === identity(b)) return [{ first, again, kind: 'repeats' }];
  return areAtOdds(a, b) ? [{ first, again, kind: 'conflicts' }] : [];
}

/** No lock names a package so often; somebody could make a file that does. */
const MOST_COMPARED = 50;

/** Markers are compared as long as their texts come to no more than this; then they count as overlapping. */
const MOST_MARKER_UNITS = 1_000_000;

function boundedOverlap(): (a: ProjectRequirement, b: ProjectRequirement) => boolean {
  let left = MOST_MARKER_UNITS;
  return ({ marker: a }, { marker: b }) => {
    if (a === undefined || b === undefined) return true;
    left -= a.range.end - a.range.start + b.range.end - b.range.start;
    return left < 0 || markersMayOverlap(a.parsed, b.parsed);
  };
}

/** The same versions, extras and address; the marker of the first may say more than the second. */
function identity({ clauses, extras, url }: ProjectRequirement): string {
  const versions = clauses.map(({ operator, version }) => {
    const parsed = operator === '==' ? parseVersion(version) : undefined;
    return operator + (parsed === undefined ? version : canonicalVersionText(parsed));
  });
  const names = new Set(extras.map(({ name }) => normalizedProject(name)));
  return JSON.stringify([versions.toSorted(), [...names].toSorted(), url?.text]);
}

/** Two versions, two addresses, or a version that the other one refuses. */
function areAtOdds(a: ProjectRequirement, b: ProjectRequirement): boolean {
  if (a.url !== undefined && b.url !== undefined) return a.url.text !== b.url.text;
  const [pinA, pinB] = [pinOf(a, PINS), pinOf(b, PINS)];
  if (pinA !== undefined && pinB !== undefined) return !sameVersion(pinA, pinB);
  return isRefused(pinA, b) || isRefused(pinB, a);
}

function isRefused(pin: string | undefined, { clauses }: ProjectRequirement): boolean {
  return pin !== undefined && !specifiersAdmit(clauses, pin, { prereleases: true });
}

const PINS = ['==', '==='] as const;
