import { observed, type Known } from '../../model/known.ts';
import { foldPath } from './path-folding.ts';

/** Paths that are the given one where case does not count, itself among them if it is there. */
export type SpellingsOf = (path: string) => Known<readonly string[]>;

/** Looks at the names of a folder once, however often it is asked about them. */
export function spellingsIn(namesIn: (folder: string) => Known<readonly string[]>): SpellingsOf {
  const seen = new Map<string, Known<ReadonlyMap<string, readonly string[]>>>();
  return (path) => {
    const end = path.lastIndexOf('/') + 1;
    const folder = path.slice(0, end);
    const names = seen.get(folder) ?? byFold(namesIn(folder.slice(0, -1)));
    seen.set(folder, names);
    if (!names.known) return names;
    const alike = names.value.get(foldPath(path.slice(end)));
    return alike === undefined ? NONE : observed(alike.map((name) => folder + name).toSorted());
  };
}

const NONE = observed<readonly string[]>([]);

function byFold(names: Known<readonly string[]>): Known<ReadonlyMap<string, readonly string[]>> {
  if (!names.known) return names;
  const found = new Map<string, string[]>();
  for (const name of names.value) {
    const fold = foldPath(name);
    const same = found.get(fold);
    if (same === undefined) found.set(fold, [name]);
    else same.push(name);
  }
  return observed(found);
}
