import type { Known } from '../../model/known.ts';
import { joined, fileNameOf, type HeadTree } from './head-tree.ts';
import { folderOf } from '../../model/folder-of.ts';

/** `own` is an added path or a folder above it, `other` what lies beside it under nearly the same name. */
export interface SiblingCollision {
  readonly own: string;
  readonly other: string;
}

export interface UnseenFolder {
  /** `''` is the root. */
  readonly folder: string;
  readonly reason: string;
}

/** What the way down to a path tells. */
export interface SiblingAnswer {
  /** The outermost. */
  readonly collision: SiblingCollision | undefined;
  /** The outermost folder that could not be looked into; those below it are no better known. */
  readonly unseen: UnseenFolder | undefined;
}

/**
 * Searches from the root down. A folder that was there under this name already has made its choice; but
 * a twin of it is searched as well, as what lies in both is in one folder where case does not count.
 */
export function siblingSearch(tree: HeadTree): (path: string) => SiblingAnswer {
  const ways = new Map<string, Way>([['', ROOT]]);
  const wayTo = (folder: string): Way => {
    const known = ways.get(folder);
    if (known !== undefined) return known;
    const was = tree.wasThere(folder);
    const way = oneStep(folder, { above: wayTo(folderOf(folder)), isNew: !was.known || !was.value }, tree);
    ways.set(folder, way);
    return way;
  };
  return (path) => oneStep(path, { above: wayTo(folderOf(path)), isNew: true }, tree);
}

interface Way extends SiblingAnswer {
  /** The folder and its twins. */
  readonly spellings: readonly string[];
}

const ROOT: Way = { spellings: [''], collision: undefined, unseen: undefined };

interface Step {
  readonly above: Way;
  readonly isNew: boolean;
}

function oneStep(own: string, { above, isNew }: Step, tree: HeadTree): Way {
  const beside = above.spellings.map((folder) => ({
    folder,
    paths: tree.spellingsOf(joined(folder, fileNameOf(own))),
  }));
  const others = beside.flatMap(({ paths }) =>
    paths.known ? paths.value.filter((path) => path !== own) : [],
  );
  const left = others.map((other) => ({ folder: other, isLeft: tree.isLeft(other) }));
  const other = isNew ? left.find(({ isLeft }) => isLeft.known && isLeft.value)?.folder : undefined;
  return {
    spellings: [own, ...others],
    collision: above.collision ?? (other === undefined ? undefined : { own, other }),
    unseen:
      above.unseen ??
      firstUnknown(beside.map(({ folder, paths }) => ({ folder, answer: paths }))) ??
      firstUnknown(left.map(({ folder, isLeft }) => ({ folder, answer: isLeft }))),
  };
}

function firstUnknown(
  answers: readonly { readonly folder: string; readonly answer: Known<unknown> }[],
): UnseenFolder | undefined {
  for (const { folder, answer } of answers) {
    if (!answer.known) return { folder, reason: answer.reason };
  }
  return undefined;
}
