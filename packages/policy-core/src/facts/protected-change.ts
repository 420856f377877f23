import { observed, type Known } from '../known.ts';
import { isAboutChange, type Change, type ChangeEntry, type Focus } from '../observations.ts';
import { pathSet } from '../policy/path-pattern.ts';
import type { PatternLine, Policy, ProtectedSection } from '../policy/policy.ts';

/** One changed path under protection, with the section and the pattern that say so. */
export interface ProtectedChange {
  readonly entry: ChangeEntry;
  readonly section: ProtectedSection;
  readonly pattern: PatternLine;
}

/** Both sides of a rename are entries of their own, so moving a file out is seen like moving it in. */
export function protectedChanges(
  policy: Policy,
  change: Known<Change>,
  focus: Focus,
): Known<readonly ProtectedChange[]> {
  if (policy.protected.length === 0) return observed([]);
  if (!change.known) {
    // Without a change there is no changed path: only a run about a change lacks something.
    return isAboutChange(focus) ? change : observed([]);
  }
  const sections = policy.protected.map((section) => ({
    section,
    paths: pathSet(section.paths.map(({ pattern }) => pattern)),
    except: pathSet(section.except),
  }));
  return observed(
    change.value.entries.flatMap((entry) =>
      sections.flatMap(({ section, paths, except }) => {
        const index = paths.firstMatch(entry.path);
        const pattern = index === undefined ? undefined : section.paths[index];
        if (pattern === undefined || except.firstMatch(entry.path) !== undefined) return [];
        return [{ entry, section, pattern }];
      }),
    ),
  );
}
