import { takenNames, takenNameWords } from '../migrations/analysis/taken-names.ts';
import type { Observations } from '../model/observations.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { alembicFolders } from '../policy/alembic-place.ts';
import type { Policy } from '../policy/policy.ts';
import { runEngine } from '../checker/run-engine.ts';
import { migrations } from '../migrations/facts/known-migrations.ts';

/** What a host looks for in the code of the last release. */
export interface ReleasedSearch {
  readonly commit: string;
  readonly words: readonly string[];
  /** Folders of revisions: they name what they take away. */
  readonly except: readonly string[];
}

/** `undefined`: no migration under judgement takes a name away, or nothing was released. */
export function releasedSearch(
  policy: Policy,
  seen: Observations,
  parsers: Parsers,
): ReleasedSearch | undefined {
  const release = seen.revisions?.atRelease;
  if (release?.known !== true || release.value === null) return undefined;
  const judged = runEngine({ policy, observations: seen, stage: 'local', parsers }).ask((get) =>
    get(migrations),
  );
  const words = [...new Set(takenNames(judged).flatMap(takenNameWords))].toSorted((a, b) => (a < b ? -1 : 1));
  if (words.length === 0) return undefined;
  return { commit: release.value.commit, words, except: alembicFolders(policy) };
}
