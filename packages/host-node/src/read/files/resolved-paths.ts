import { lstat, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';

import { isNotFound } from '../../system/path-resolution.ts';

/** One name of a file that may not be there yet. */
export interface ResolvedPath {
  /** Absolute, and no folder on the way is a symbolic link, unless the name is that of a link and what is below. */
  readonly path: string;
  /** The deepest folder on the way that is there. */
  readonly folder: string;
  readonly kind: 'through-link' | 'end';
}

/** As many as Linux follows. */
const MOST_LINKS = 40;

interface PathWalk {
  readonly places: ResolvedPath[];
  /** What is still to be walked, the next step last. */
  readonly ahead: string[];
  here: string;
  /** The deepest folder that is there. */
  folder: string;
  links: number;
}

/**
 * Where a program writes that is given this absolute path: at its end, and under the name of every
 * symbolic link that it goes through, also of one that points at nothing. Rejects when a link leads in a
 * circle or something on the way may not be looked at.
 */
export async function resolvePaths(written: string): Promise<readonly ResolvedPath[]> {
  const { root } = path.parse(written);
  const walk: PathWalk = { places: [], ahead: stepsOf(written, root), here: root, folder: root, links: 0 };
  for (let step = walk.ahead.pop(); step !== undefined; step = walk.ahead.pop()) {
    if (step === '..') goUp(walk);
    else await goInto(walk, step);
  }
  // Where case does not count the disk knows how the name is really written.
  const folder = await realpath(walk.folder);
  const rest = path.relative(walk.folder, walk.here);
  return [...walk.places, { path: path.join(folder, rest), folder, kind: 'end' }];
}

function stepsOf(written: string, root: string): string[] {
  const separator = path.sep === '\\' ? /[\\/]+/ : /\/+/;
  return written
    .slice(root.length)
    .split(separator)
    .filter((step) => step !== '' && step !== '.')
    .toReversed();
}

function goUp(walk: PathWalk): void {
  walk.here = path.dirname(walk.here);
  if (walk.here.length < walk.folder.length) walk.folder = walk.here;
}

async function goInto(walk: PathWalk, step: string): Promise<void> {
  const next = path.join(walk.here, step);
  const found = walk.here === walk.folder ? await look(next) : 'nothing';
  if (found === 'link') return followLink(walk, next);
  walk.here = next;
  if (found === 'folder') walk.folder = next;
}

async function look(place: string): Promise<'link' | 'folder' | 'file' | 'nothing'> {
  try {
    const found = await lstat(place);
    if (found.isSymbolicLink()) return 'link';
    return found.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (isNotFound(error)) return 'nothing';
    throw error;
  }
}

async function followLink(walk: PathWalk, link: string): Promise<void> {
  walk.links += 1;
  if (walk.links > MOST_LINKS) throw new Error(`${link} leads in a circle of symbolic links`);
  walk.places.push({
    path: path.join(link, ...walk.ahead.toReversed()),
    folder: walk.here,
    kind: 'through-link',
  });
  const target = await readlink(link);
  if (path.isAbsolute(target)) {
    const { root } = path.parse(target);
    walk.here = root;
    walk.folder = root;
    walk.ahead.push(...stepsOf(target, root));
  } else walk.ahead.push(...stepsOf(target, ''));
}
