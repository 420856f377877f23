import { defineFact } from '../../engine/queries/query.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { isSameMap } from '../../model/same-map.ts';
import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import { filesOfPair, type JudgedRequirements, type ReadJudged } from './judged-requirements.ts';

/** How a line spells the name of a project. */
export interface Spelling extends Pick<ProjectRequirement, 'name' | 'normalizedName' | 'nameRange'> {
  readonly judged: ReadJudged;
  /** The same for all that should spell it in one way. */
  readonly key: string;
}

/** The first spelling of a project, and the first that is another one. */
export interface Spellings {
  readonly first: Spelling;
  readonly other: Spelling | undefined;
}

/** In the files of a pair, by its id and then by {@link Spelling.key}. */
export const spellingsOfPair = defineFact<ReadonlyMap<string, Spellings>, string>({
  name: 'spellings-of-pair',
  compute: (get, id) => {
    const byKey = new Map<string, Spellings>();
    for (const one of get(filesOfPair, id).flatMap(nameSpellings)) {
      const known = byKey.get(one.key);
      if (known === undefined) byKey.set(one.key, { first: one, other: undefined });
      else if (known.other === undefined && known.first.name !== one.name)
        byKey.set(one.key, { ...known, other: one });
    }
    return byKey;
  },
  isSame: (before, after) => isSameMap(before, after, isSameSpellings),
});

function isSameSpellings(one: Spellings, other: Spellings): boolean {
  return one.first === other.first && one.other === other.other;
}

/** A compiled lock is spelled by its tool and is looked at for itself, also where another pair brings it in. */
export const nameSpellings = memoizeByObject((judged: JudgedRequirements): readonly Spelling[] => {
  if (judged.read === undefined) return [];
  const { isMade, pair, path, sides } = judged;
  const whole = isMade ? path : sides.join();
  const side = pair.sync.mode === 'compiled' ? whole : '';
  return judged.read.lines.flatMap(({ entry }) => {
    if (entry.kind !== 'requirement') return [];
    const { name, normalizedName, nameRange } = entry.requirement;
    return [{ name, normalizedName, nameRange, judged, key: `${side}\n${normalizedName}` }];
  });
});
