import { normalizedProject } from '../packaging/project-name.ts';
import { sameVersion } from '../packaging/specifier-set.ts';
import { parseVersion } from '../packaging/parse-version.ts';
import { say, type PylockFields } from './pylock-fields.ts';
import type { PylockFile, PylockPackage } from './pylock.ts';
import { parseWheelName } from './wheel-name.ts';

/** A file under the name of another project, or of another version, would be installed all the same. */
export function judgeFileNames(fields: PylockFields, { name, version, sources }: PylockPackage): void {
  for (const source of sources) {
    if (source.kind !== 'sdist' && source.kind !== 'wheel') continue;
    const problem = problemOf(source, { name, version });
    if (problem !== undefined) say(fields, 'invalid', { problem, range: source.range });
  }
}

/** The version that the archives of a package say; `undefined` where they say none, or several. */
export function versionInFileNames({ sources }: Pick<PylockPackage, 'sources'>): string | undefined {
  const [first, ...others] = sources.flatMap((source) =>
    source.kind === 'sdist' || source.kind === 'wheel' ? [namedVersion(source)?.version] : [],
  );
  if (first === undefined) return undefined;
  const isOne = others.every((other) => other !== undefined && sameVersion(other, first));
  return isOne ? first : undefined;
}

function problemOf(
  file: PylockFile,
  { name, version }: Pick<PylockPackage, 'name' | 'version'>,
): string | undefined {
  const { kind, fileName, url, path } = file;
  // That it has neither was said before.
  if (fileName === undefined) return url || path ? 'its file has no name' : undefined;
  const said = namedVersion(file);
  if (!said) return `its file name is not that of ${kind === 'wheel' ? 'a wheel' : 'an sdist'}`;
  if (said.name !== normalizedProject(name)) return 'its file name is that of another project';
  const isOther = version !== undefined && !sameVersion(said.version, version);
  return isOther ? 'its file name is that of another version' : undefined;
}

interface NamedVersion {
  readonly name: string;
  readonly version: string;
}

function namedVersion({ kind, fileName = '' }: PylockFile): NamedVersion | undefined {
  return kind === 'wheel' ? wheelIn(fileName) : sdistIn(fileName);
}

function wheelIn(fileName: string): NamedVersion | undefined {
  return fileName.endsWith('.whl') ? parseWheelName(fileName) : undefined;
}

function sdistIn(fileName: string): NamedVersion | undefined {
  const ending = ['.tar.gz', '.zip'].find((end) => fileName.endsWith(end));
  if (ending === undefined) return undefined;
  const stem = fileName.slice(0, -ending.length);
  const hyphen = stem.lastIndexOf('-');
  const version = stem.slice(hyphen + 1);
  return hyphen > 0 && parseVersion(version)
    ? { name: normalizedProject(stem.slice(0, hyphen)), version }
    : undefined;
}
