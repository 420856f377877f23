import { isNormalizedProject } from '../packaging/project-name.ts';
import { compareVersions } from '../packaging/version-order.ts';
import type { Version } from '../packaging/version.ts';
import type { TextRange } from '../../model/text-range.ts';
import {
  markersField,
  noteOtherKeys,
  requireKeys,
  say,
  specifiersField,
  tableField,
  tablesField,
  textField,
  textsField,
  type PylockFields,
} from './pylock-fields.ts';
import { packageOf } from './pylock-package.ts';
import type { PylockProblem, PylockReading, PylockText } from './pylock.ts';
import { readTomlTree } from '../../model/toml-tree.ts';
import { parseVersion } from '../packaging/parse-version.ts';

const KEYS = [
  'lock-version',
  'environments',
  'requires-python',
  'extras',
  'dependency-groups',
  'default-groups',
  'created-by',
  'packages',
  'tool',
];

export type { PylockReading } from './pylock.ts';

/** Reads a lock to its end, whatever is wrong with it. */
export function parsePylock(text: string): PylockReading {
  const toml = readTomlTree(text);
  if (toml.kind === 'malformed') return nothingRead(toml.problem, { start: toml.at, end: toml.at });
  const fields: PylockFields = { table: toml.root, problems: [] };
  noteOtherKeys(fields, KEYS);
  requireKeys(fields, ['lock-version', 'created-by', 'packages']);
  tableField(fields, 'tool');
  const lockVersion = textField(fields, 'lock-version');
  if (lockVersion) judgeLockVersion(fields, lockVersion);
  const extras = textsField(fields, 'extras');
  for (const extra of extras) judgeExtra(fields, extra);
  const read = {
    lockVersion,
    createdBy: textField(fields, 'created-by'),
    environments: markersField(fields, 'environments'),
    requiresPython: specifiersField(fields, 'requires-python'),
    extras,
    dependencyGroups: textsField(fields, 'dependency-groups'),
    defaultGroups: textsField(fields, 'default-groups'),
    packages: tablesField(fields, 'packages').map(packageOf),
  };
  return { ...read, problems: onePerPlace(fields.problems) };
}

function nothingRead(problem: string, range: TextRange): PylockReading {
  return {
    lockVersion: undefined,
    createdBy: undefined,
    environments: [],
    requiresPython: undefined,
    extras: [],
    dependencyGroups: [],
    defaultGroups: [],
    packages: [],
    problems: [{ kind: 'malformed', problem, range }],
  };
}

/** Another major version may mean anything; another minor one only adds to the first. */
function judgeLockVersion(fields: PylockFields, { value, range }: PylockText): void {
  const version = parseVersion(value);
  if (!version) {
    say(fields, 'invalid', { problem: '`lock-version` is no version (PEP 440)', range });
  } else if (!isVersionOne(version)) {
    say(fields, 'invalid', { problem: `version ${value} of the standard is not known, only 1`, range });
  } else if (compareVersions(version, FIRST) !== 0) {
    say(fields, 'note', { problem: `version ${value} of the standard is not known, only 1.0`, range });
  }
}

const FIRST: Version = {
  epoch: 0,
  release: [1, 0],
  pre: undefined,
  post: undefined,
  dev: undefined,
  local: undefined,
};

function isVersionOne(version: Version): boolean {
  return compareVersions(version, FIRST) >= 0 && compareVersions(version, { ...FIRST, release: [2] }) < 0;
}

function judgeExtra(fields: PylockFields, { value, range }: PylockText): void {
  if (isNormalizedProject(value)) return;
  say(fields, 'invalid', { problem: 'a name in `extras` is not normalized (PEP 503)', range });
}

/** In the order of the text; what is wrong with one place becomes one problem, as grave as its gravest. */
function onePerPlace(problems: readonly PylockProblem[]): readonly PylockProblem[] {
  const places = new Map<string, PylockProblem>();
  for (const found of problems) {
    const place = `${found.range.start}-${found.range.end}`;
    const other = places.get(place);
    places.set(place, other ? both(other, found) : found);
  }
  return Array.from(places.values()).toSorted((a, b) => a.range.start - b.range.start);
}

function both(first: PylockProblem, second: PylockProblem): PylockProblem {
  const kind = first.kind === 'note' ? second.kind : first.kind;
  return { ...first, kind, problem: `${first.problem}, and ${second.problem}` };
}
