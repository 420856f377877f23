import {
  flagField,
  integerField,
  noteOtherKeys,
  requireKeys,
  say,
  tableField,
  tablesField,
  textField,
  timeField,
  type PylockFields,
} from './pylock-fields.ts';
import type { PylockFile, PylockSource, PylockHash } from './pylock.ts';
import { urlParts } from './url-parts.ts';

/** Everything a package can be installed from, in the order of the standard. */
export function sourcesOf(entry: PylockFields): readonly PylockSource[] {
  const vcs = tableField(entry, 'vcs');
  const directory = tableField(entry, 'directory');
  const archive = tableField(entry, 'archive');
  const sdist = tableField(entry, 'sdist');
  return [
    ...(vcs ? [vcsOf(vcs)] : []),
    ...(directory ? [directoryOf(directory)] : []),
    ...(archive ? [fileOf(archive, 'archive')] : []),
    ...(sdist ? [fileOf(sdist, 'sdist')] : []),
    ...tablesField(entry, 'wheels').map((wheel) => fileOf(wheel, 'wheel')),
  ];
}

function vcsOf(fields: PylockFields): PylockSource {
  noteOtherKeys(fields, ['type', 'url', 'path', 'requested-revision', 'commit-id', 'subdirectory']);
  requireKeys(fields, ['type', 'commit-id']);
  requirePlace(fields);
  const type = textField(fields, 'type');
  const commitId = textField(fields, 'commit-id');
  if (type && !['git', 'hg', 'bzr', 'svn'].includes(type.value)) {
    say(fields, 'note', { problem: 'its `type` is not git, hg, bzr or svn', range: type.range });
  }
  if (type?.value === 'git' && commitId && !/^(?:[\da-f]{40}|[\da-f]{64})$/i.test(commitId.value)) {
    const problem = 'its `commit-id` is not the full hash of a commit, so that it may come to mean another';
    say(fields, 'invalid', { problem, range: commitId.range });
  }
  return {
    kind: 'vcs',
    type,
    url: textField(fields, 'url'),
    path: textField(fields, 'path'),
    requestedRevision: textField(fields, 'requested-revision'),
    commitId,
    subdirectory: textField(fields, 'subdirectory'),
    range: fields.table.range,
  };
}

function directoryOf(fields: PylockFields): PylockSource {
  noteOtherKeys(fields, ['path', 'editable', 'subdirectory']);
  requireKeys(fields, ['path']);
  return {
    kind: 'directory',
    path: textField(fields, 'path'),
    isEditable: flagField(fields, 'editable') ?? false,
    subdirectory: textField(fields, 'subdirectory'),
    range: fields.table.range,
  };
}

function fileOf(fields: PylockFields, kind: PylockFile['kind']): PylockFile {
  const own = kind === 'archive' ? 'subdirectory' : 'name';
  noteOtherKeys(fields, ['url', 'path', 'size', 'upload-time', 'hashes', own]);
  requireKeys(fields, ['hashes']);
  requirePlace(fields);
  const name = kind === 'archive' ? undefined : textField(fields, 'name');
  const url = textField(fields, 'url');
  const path = textField(fields, 'path');
  return {
    kind,
    url,
    path,
    fileName: [name?.value, lastOfPath(path?.value), lastOfUrl(url?.value)].find(
      (part) => part !== undefined && part !== '',
    ),
    size: integerField(fields, 'size'),
    uploadTime: timeField(fields, 'upload-time'),
    hashes: hashesField(fields),
    subdirectory: kind === 'archive' ? textField(fields, 'subdirectory') : undefined,
    range: fields.table.range,
  };
}

/** An empty one is none. */
function requirePlace(fields: PylockFields): void {
  const { entries, head } = fields.table;
  const isGiven = ['url', 'path'].some((key) => {
    const value = entries.get(key)?.value;
    return value && !(value.kind === 'text' && value.value === '');
  });
  if (!isGiven) say(fields, 'invalid', { problem: 'it has neither `url` nor `path`', range: head });
}

/** The standard lets a path of Windows stand as it is. */
function lastOfPath(path = ''): string {
  return path.slice(path.lastIndexOf(path.includes('/') ? '/' : '\\') + 1);
}

/** Of most schemes Python cuts `;parameters` off. */
function lastOfUrl(url = ''): string {
  const { scheme, path } = urlParts(url) ?? { scheme: '', path: '' };
  const last = path.slice(path.lastIndexOf('/') + 1);
  const semicolon = ['', 'http', 'https', 'ftp', 'sftp'].includes(scheme) ? last.indexOf(';') : -1;
  return semicolon < 0 ? last : last.slice(0, semicolon);
}

/** The algorithms that Python always has and nobody has broken, and how many digits their digests have. */
const SECURE: ReadonlyMap<string, number> = new Map([
  ['sha224', 56],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
  ['sha3_224', 56],
  ['sha3_256', 64],
  ['sha3_384', 96],
  ['sha3_512', 128],
  ['blake2b', 128],
  ['blake2s', 64],
]);

/** What a file is known by. It must have one hash, and should have one that cannot be forged. */
export function hashesField(file: PylockFields): readonly PylockHash[] {
  const fields = tableField(file, 'hashes');
  if (!fields) return [];
  const { entries, head } = fields.table;
  if (entries.size === 0) say(fields, 'invalid', { problem: 'its `hashes` hold none', range: head });
  const hashes = Array.from(entries).flatMap(([algorithm, { value }]): PylockHash[] => {
    if (value.kind === 'text') return [{ algorithm, digest: value.value, range: value.range }];
    say(fields, 'invalid', { problem: `its hash \`${algorithm}\` is not text`, range: value.range });
    return [];
  });
  for (const hash of hashes) noteDigest(fields, hash);
  if (entries.size > 0 && !Array.from(entries.keys()).some((algorithm) => SECURE.has(algorithm))) {
    say(fields, 'note', { problem: 'none of its `hashes` is of a secure algorithm', range: head });
  }
  return hashes;
}

function noteDigest(fields: PylockFields, { algorithm, digest, range }: PylockHash): void {
  const length = SECURE.get(algorithm);
  if (length === undefined || (digest.length === length && /^[\da-fA-F]*$/.test(digest))) return;
  say(fields, 'note', { problem: `its hash \`${algorithm}\` has not ${length} hexadecimal digits`, range });
}
