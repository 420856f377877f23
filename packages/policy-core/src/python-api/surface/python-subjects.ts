import type { ChangeEntry, Observations } from '../../model/observations.ts';
import { lineMatch } from '../../policy/patterns/line-match.ts';
import type { PatternLine, Policy } from '../../policy/policy.ts';

/** A changed file that the scope has something to say about, with the pattern that says so. */
export interface PythonSubject {
  readonly path: string;
  readonly pattern: PatternLine;
  readonly status: ChangeEntry['status'];
}

export interface PythonSubjects {
  /** Files that may only be added to, other than Python ones only where they are deleted. */
  readonly additive: readonly PythonSubject[];
  /** Python files whose new endpoints need a feature flag. */
  readonly flagged: readonly PythonSubject[];
}

type Seen = Pick<Observations, 'focus' | 'change'>;

/** An open document is judged against its text at the base, saved or not. */
export function pythonSubjects(
  { changeScope }: Pick<Policy, 'changeScope'>,
  { focus, change }: Seen,
): PythonSubjects {
  // What a release holds was judged change by change when it was merged.
  if (changeScope === undefined || !change.known || focus.kind === 'release') return NOTHING;
  const { entries } = change.value;
  const touched = focus.kind === 'document' ? [documentEntry(focus.path, entries)] : entries;
  const { additiveOnly, featureFlags } = changeScope;
  return {
    additive: matching(additiveOnly, touched).filter(
      ({ path, status }) => status === 'deleted' || isPython(path),
    ),
    flagged: matching(featureFlags?.paths ?? [], touched).filter(
      ({ path, status }) => status !== 'deleted' && isPython(path),
    ),
  };
}

const NOTHING: PythonSubjects = { additive: [], flagged: [] };

/** A document that is open is there, whatever became of its file. */
function documentEntry(path: string, entries: readonly ChangeEntry[]): Pick<ChangeEntry, 'path' | 'status'> {
  const isNew = entries.some((entry) => entry.path === path && entry.status === 'added');
  return { path, status: isNew ? 'added' : 'modified' };
}

function matching(
  lines: readonly PatternLine[],
  entries: readonly Pick<ChangeEntry, 'path' | 'status'>[],
): readonly PythonSubject[] {
  const find = lineMatch(lines);
  return entries.flatMap(({ path, status }) => {
    const pattern = find(path);
    return pattern === undefined ? [] : [{ path, pattern, status }];
  });
}

function isPython(path: string): boolean {
  return path.endsWith('.py') || path.endsWith('.pyi');
}
