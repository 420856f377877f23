import { clauseOf } from './marker-comparison.ts';
import type { MarkerQuestion } from './marker-comparison.ts';
import { parseVersion } from './parse-version.ts';
import type { Version, VersionNumber } from './version.ts';

export interface CandidatePython {
  readonly python_version: string;
  readonly python_full_version: string;
}

/** Pythons among which every combination of answers turns up that some Python would give. */
export function pythonsAround(questions: readonly MarkerQuestion[]): readonly CandidatePython[] {
  const key = questions.some(asksFully) ? 'python_full_version' : 'python_version';
  const pythons = new Map<string, CandidatePython>();
  const add = (python: CandidatePython) => pythons.set(python[key], python);
  for (const question of questions.filter(hasTellingPythons)) {
    for (const bound of boundsOf(question)) pythonsAt(bound).forEach(add);
  }
  pythonsOf([3, 0, 0]).forEach(add);
  return [...pythons.values()];
}

function asksFully({ key }: MarkerQuestion): boolean {
  return key === 'python_full_version';
}

/** Whether answers turn at versions only. A text within a version says nothing of the sort. */
export function hasTellingPythons(question: MarkerQuestion): boolean {
  const { key, operator, text, isTextLeft } = question;
  if (key === 'python_version' && !isTextLeft && isMembership(question)) return !/\d{5}/.test(text);
  if (isMembership(question) || (operator === '===' && key === 'python_full_version')) return false;
  const bound = versionIn(question);
  return bound === undefined || bound.release.every((number) => number < FAR);
}

/** Beyond every number that is looked at. */
const FAR = 1_000_000;

function isMembership({ operator }: MarkerQuestion): boolean {
  return operator === 'in' || operator === 'not in';
}

function versionIn(question: MarkerQuestion): Version | undefined {
  const text = question.isTextLeft ? question.text : clauseOf(question, '')?.version;
  return text === undefined ? undefined : parseVersion(text.replace(/\.\*$/, ''));
}

function boundsOf(question: MarkerQuestion): readonly Version[] {
  const bound = versionIn(question);
  if (bound !== undefined) return [bound];
  return isMembership(question) ? versionsWithin(question.text) : [];
}

/** Of `3.10, 3.11` also `3.1`, which `in` finds there. */
function versionsWithin(text: string): readonly Version[] {
  const versions: (Version | undefined)[] = [];
  for (const [, major = '', minor = ''] of text.matchAll(/(?<=(\d+))\.(?=(\d+))/g)) {
    for (let from = 0; from < major.length; from += 1) {
      for (let to = 1; to <= minor.length; to += 1) {
        versions.push(parseVersion(`${major.slice(from)}.${minor.slice(0, to)}`));
      }
    }
  }
  return versions.filter((version) => version !== undefined);
}

type Release = readonly [major: number, minor: number, micro: number];

/** At the version, next to it, and at both ends of the series that it belongs to. */
function pythonsAt(bound: Version): readonly CandidatePython[] {
  const [major = 0, minor = 0, micro = 0] = bound.release.map(Number);
  const releases: readonly Release[] = [
    [major - 1, FAR, FAR],
    [major, 0, 0],
    [major, minor - 1, FAR],
    [major, minor, 0],
    [major, minor, micro - 1],
    [major, minor, micro],
    [major, minor, micro + 1],
    [major, minor, FAR],
    [major, minor + 1, 0],
    [major, FAR, FAR],
    [major + 1, 0, 0],
  ];
  const around = releases.filter((release) => release.every((number) => number >= 0)).flatMap(pythonsOf);
  return [...around, ...pythonsLike(bound, [major, minor, micro])];
}

/** The first and the last before the release, the release, and one that is built from what comes after. */
function pythonsOf(release: Release): readonly CandidatePython[] {
  return ['a0', `rc${FAR}`, '', '+local'].map((suffix) => pythonOf(release, suffix));
}

/** The version itself, where a Python may have it, and the pre-releases beside it. */
function pythonsLike({ pre, local }: Version, release: Release): readonly CandidatePython[] {
  const built = local === undefined ? [] : [pythonOf(release, `+${local.join('.')}`)];
  if (pre === undefined) return built;
  return [...built, ...neighbours(pre.number).map((number) => pythonOf(release, `${pre.phase}${number}`))];
}

function neighbours(number: VersionNumber): readonly number[] {
  const middle = Math.min(Number(number), FAR);
  return [Math.max(middle - 1, 0), middle, middle + 1];
}

function pythonOf([major, minor, micro]: Release, suffix: string): CandidatePython {
  return {
    python_version: `${major}.${minor}`,
    python_full_version: `${major}.${minor}.${micro}${suffix}`,
  };
}
