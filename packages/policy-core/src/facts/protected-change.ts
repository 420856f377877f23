import { observed, type Known } from '../known.ts';
import { isAboutChange, type Change, type ChangeEntry, type Focus } from '../observations.ts';
import { compilePattern, pathSet } from '../policy/path-pattern.ts';
import {
  DEFAULT_APPROVAL_LABEL,
  POLICY_FILE_NAMES,
  type PatternLine,
  type Policy,
  type ProtectedSection,
} from '../policy/policy.ts';
import { startOf } from '../source-span.ts';

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
  if (!change.known) {
    // Without a change there is no changed path: only a run about a change lacks something.
    return isAboutChange(focus) && policy.protected.length > 0 ? change : observed([]);
  }
  const sections = policy.protected.map((section) => ({
    section,
    paths: pathSet(section.paths.map(({ pattern }) => pattern)),
    except: pathSet(section.except),
  }));
  const changes = change.value.entries.flatMap((entry) =>
    sections.flatMap(({ section, paths, except }): readonly ProtectedChange[] => {
      const index = paths.firstMatch(entry.path);
      const pattern = index === undefined ? undefined : section.paths[index];
      if (pattern === undefined || except.firstMatch(entry.path) !== undefined) return [];
      return [{ entry, section, pattern }];
    }),
  );
  // What a release holds was merged before: there the first policy has had its approval.
  const isAsked = focus.kind === 'release' || changes.some(({ entry }) => entry.path === policy.path);
  return observed(isAsked ? changes : [...changes, ...firstPolicy(policy, change.value)]);
}

/**
 * The change that brings the first policy is judged by that policy itself, so it takes a person to say
 * that it may: one that protects nothing would otherwise let itself in.
 */
function firstPolicy(policy: Policy, { entries }: Change): readonly ProtectedChange[] {
  const arriving = entries.find(({ path, status }) => path === policy.path && status === 'added');
  const isRename = entries.some(({ path, status }) => status === 'deleted' && isPolicyName(path));
  const compiled = compilePattern(policy.path);
  if (arriving === undefined || isRename || compiled.kind === 'problem') return [];
  const at = startOf(policy.path);
  const pattern = { pattern: compiled.pattern, at };
  const section: ProtectedSection = {
    id: 'bootstrap',
    description: 'The first policy of this repository',
    paths: [pattern],
    except: [],
    label: policy.protected[0]?.label ?? DEFAULT_APPROVAL_LABEL,
    docs: undefined,
    at,
  };
  return [{ entry: arriving, section, pattern }];
}

function isPolicyName(path: string): boolean {
  return POLICY_FILE_NAMES.some((name) => name === path);
}
