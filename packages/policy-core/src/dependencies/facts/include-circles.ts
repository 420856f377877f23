import { defineFact } from '../../engine/queries/query.ts';
import { filesOfPairs } from './judged-requirements.ts';
import { includeOf } from './requirement-include.ts';

/**
 * The files that one brings in by its path, directly or through others, itself among them. A line by which one of these
 * brings it in leads back, and pip refuses that.
 */
export const reachedFrom = defineFact<ReadonlySet<string>, string>({
  name: 'reached-files',
  compute: (get, start) => {
    const broughtIn = get(broughtInFiles);
    // What is added to a set while it is gone through is gone through as well.
    const reached = new Set([start]);
    for (const path of reached) {
      for (const next of broughtIn.get(path) ?? []) reached.add(next);
    }
    return reached;
  },
});

/** By the path of the file whose lines name them. */
const broughtInFiles = defineFact<ReadonlyMap<string, ReadonlySet<string>>>({
  name: 'brought-in-files',
  compute: (get) => {
    const broughtIn = new Map<string, Set<string>>();
    for (const { path, read } of get(filesOfPairs))
      for (const line of read?.lines ?? []) {
        const leadsTo = includeOf(path, line)?.leadsTo;
        if (leadsTo?.kind !== 'file') continue;
        const known = broughtIn.get(path);
        if (known === undefined) broughtIn.set(path, new Set([leadsTo.path]));
        else known.add(leadsTo.path);
      }
    return broughtIn;
  },
});
