/** Requirements that people edit, and the lock that belongs to them. */
export interface NamedPair {
  readonly source: string;
  readonly lock: string;
}

export interface PairsByName {
  /** In the order of their sources. */
  readonly pairs: readonly NamedPair[];
  /** Requirements with no lock beside them. */
  readonly unlocked: readonly string[];
}

/** Told from names alone, folder by folder: `X.in` goes with `X.txt`, requirements with their `lock`. @param paths sorted */
export function pairsByName(paths: readonly string[]): PairsByName {
  const there = new Set(paths);
  const several = paths.filter((path) => isPlainPath(path) && LOCK_OF_SEVERAL.test(path));
  const sources = paths.filter((path) => isPlainPath(path) && isSource(path, there));
  const pairs = sources.flatMap((source) =>
    locksOf(source, { there, several }).map((lock) => ({ source, lock })),
  );
  const locked = new Set(pairs.map(({ source }) => source));
  return { pairs, unlocked: sources.filter((path) => isRequirements(path) && !locked.has(path)) };
}

/** Whether its name alone says that it holds requirements. */
export function isRequirements(path: string): boolean {
  const isNamedSo = /^requirements[\w.-]*\.(?:txt|in)$/.test(nameOf(path));
  return isNamedSo || /(?:^|\/)requirements(?:\.d)?\/[^/]+$/.test(path);
}

function isSource(path: string, there: ReadonlySet<string>): boolean {
  const name = nameOf(path);
  if (name.endsWith('.in')) return name.length > '.in'.length;
  if (!/requirements[\w.-]*\.txt$/.test(path) && !isRequirements(path)) return false;
  return name.endsWith('.txt') && !LOCK_NAME.test(name) && !there.has(`${stemOf(path)}.in`);
}

const LOCK_NAME = /[._-]lock(?:[._-][\w.-]*)?\.txt$/;
/** For one Python or system: `requirements_lock_3_12.txt`. */
const LOCK_OF_SEVERAL = /[._-]lock[._-][\w.-]*\.txt$/;

interface Beside {
  readonly there: ReadonlySet<string>;
  readonly several: readonly string[];
}

function locksOf(source: string, { there, several }: Beside): readonly string[] {
  const stem = stemOf(source);
  const text = [
    ...(source.endsWith('.in') ? [`${stem}.txt`, `${stem}.pip`] : []),
    `${stem}.lock`,
    `${stem}.lock.txt`,
    `${stem}-lock.txt`,
    `${stem}_lock.txt`,
    `${source}.lock`,
  ].find((path) => there.has(path));
  const standard = pylockOf(source);
  const found = [text, standard].flatMap((path) => (path !== undefined && there.has(path) ? [path] : []));
  return [...found, ...several.filter((path) => !found.includes(path) && isLockOf(stem, path))];
}

function isLockOf(stem: string, path: string): boolean {
  return path.startsWith(stem) && /^[._-]lock[._-]/.test(path.slice(stem.length));
}

/** `requirements-dev.in` goes with `pylock.dev.toml`. */
function pylockOf(source: string): string | undefined {
  const [, word] = /^requirements(?:[-_.]([\w-]+))?\.(?:txt|in)$/.exec(nameOf(source)) ?? [];
  const folder = source.slice(0, -nameOf(source).length);
  if (!/^requirements[-_.\w]*\.(?:txt|in)$/.test(nameOf(source))) return undefined;
  return `${folder}pylock.${word === undefined ? '' : `${word}.`}toml`;
}

function stemOf(path: string): string {
  return path.replace(/\.(?:txt|in)$/, '');
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A policy names paths inside the repository only, and as patterns only what is no pattern by accident. */
export function isPlainPath(path: string): boolean {
  return /^[\p{L}\p{N}_.@+ /-]+$/u.test(path) && !path.split('/').includes('..');
}
