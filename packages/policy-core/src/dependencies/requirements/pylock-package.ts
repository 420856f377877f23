import { isNormalizedProject, normalizedProject } from '../packaging/project-name.ts';
import { parseVersion } from '../packaging/parse-version.ts';
import {
  markerField,
  noteOtherKeys,
  requireKeys,
  say,
  specifiersField,
  tableField,
  tablesField,
  textField,
  type PylockFields,
} from './pylock-fields.ts';
import { judgeFileNames } from './pylock-file-names.ts';
import { sourcesOf } from './pylock-sources.ts';
import type { PylockDependency, PylockPackage, PylockSource } from './pylock.ts';

const KEYS = [
  'name',
  'version',
  'marker',
  'requires-python',
  'dependencies',
  'index',
  'vcs',
  'directory',
  'archive',
  'sdist',
  'wheels',
  'attestation-identities',
  'tool',
];

/** One entry of `[[packages]]`. */
export function packageOf(fields: PylockFields): PylockPackage {
  noteOtherKeys(fields, KEYS);
  requireKeys(fields, ['name']);
  tableField(fields, 'tool');
  for (const identity of tablesField(fields, 'attestation-identities')) kindOf(identity);
  const name = textField(fields, 'name');
  const version = textField(fields, 'version');
  const read: PylockPackage = {
    name: name?.value ?? '',
    normalizedName: normalizedProject(name?.value ?? ''),
    nameRange: name?.range ?? fields.table.head,
    version: version?.value,
    versionRange: version?.range,
    marker: markerField(fields, 'marker'),
    requiresPython: specifiersField(fields, 'requires-python'),
    dependencies: tablesField(fields, 'dependencies').map(dependencyOf),
    index: textField(fields, 'index'),
    sources: sourcesOf(fields),
    range: fields.table.range,
  };
  judgeName(fields, read);
  judgeVersion(fields, read);
  judgeSources(fields, read.sources);
  judgeFileNames(fields, read);
  return read;
}

function kindOf(identity: PylockFields): void {
  requireKeys(identity, ['kind']);
  textField(identity, 'kind');
}

/** Any keys may stand here that tell the package from others of its name. */
function dependencyOf({ table }: PylockFields): PylockDependency {
  const name = table.entries.get('name')?.value;
  const version = table.entries.get('version')?.value;
  return {
    name: name?.kind === 'text' ? name.value : '',
    version: version?.kind === 'text' ? version.value : undefined,
    range: table.range,
  };
}

function judgeName(fields: PylockFields, { name, nameRange }: PylockPackage): void {
  if (nameRange === fields.table.head || isNormalizedProject(name)) return;
  say(fields, 'invalid', { problem: 'its `name` is not normalized (PEP 503)', range: nameRange });
}

function judgeVersion(fields: PylockFields, { version, versionRange, sources }: PylockPackage): void {
  if (version === undefined || versionRange === undefined) return;
  if (!parseVersion(version)) {
    say(fields, 'invalid', { problem: 'its `version` is no version (PEP 440)', range: versionRange });
  } else if (sources.some(({ kind }) => kind === 'directory')) {
    const problem = 'its `version` may change with the source tree, and should not be there';
    say(fields, 'note', { problem, range: versionRange });
  }
}

function judgeSources(fields: PylockFields, sources: readonly PylockSource[]): void {
  const range = fields.table.head;
  const direct = sources.filter(({ kind }) => kind !== 'sdist' && kind !== 'wheel').length;
  if (direct === 1 && direct === sources.length) return;
  if (sources.length === 0) {
    const problem = 'it has none of `vcs`, `directory`, `archive`, `sdist` and `wheels`';
    say(fields, 'invalid', { problem, range });
  } else if (direct > 0) {
    const problem = 'it has more than one of `vcs`, `directory`, `archive`, and `sdist` or `wheels`';
    say(fields, 'invalid', { problem, range });
  }
}
