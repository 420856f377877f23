import { authorship, type Authorship } from '../../facts/authorship.ts';
import { pythonChanges, type ComparedSurface } from '../../facts/python-changes.ts';
import type { SurfaceChange } from '../../../python-api/comparison/surface-comparison.ts';
import { matchEvidence } from '../../match-evidence.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../../engine/rule.ts';
import { scopeOutcome } from '../../scope-outcome.ts';
import type { Known } from '../../../model/known.ts';
import { startOf, type SourceSpan } from '../../../model/source-span.ts';

type MessageId = 'breaks' | 'deleted' | 'unclear';

export const additiveOnly = defineRule({
  id: 'scope/additive-only',
  summary: 'Only add to what others rely on in an AI-made change.',
  defaultSeverity: 'error',
  subjects: pythonChanges,

  options: NO_OPTIONS,

  messages: {
    breaks:
      '{name} {change}, but {path} may only grow. Keep what callers rely on, and add new code beside it.',
    deleted: 'This change deletes {path}, which may only grow. Keep the file and what it offers.',
    unclear: 'Cannot determine whether {path} still offers what it did.',
  },

  *check(get, modules) {
    const made = get(authorship);
    for (const module of modules) if (module.kind === 'surface') yield* judge(module, made);
  },
});

function* judge(surface: ComparedSurface, made: Known<Authorship>): Iterable<Outcome<MessageId>> {
  const { path, comparison } = surface;
  if (!comparison.known) {
    yield undecided(surface, startOf(path), comparison.reason);
  } else if (comparison.value.kind === 'unreadable') {
    yield undecided(surface, comparison.value.at, comparison.value.problem);
  } else if (comparison.value.kind === 'deleted') {
    yield scopeOutcome<MessageId>(deletion(surface, made), made);
  } else {
    for (const change of comparison.value.changes) {
      yield change.kind === 'breaks'
        ? scopeOutcome<MessageId>(breach(surface, change, made), made)
        : undecided(surface, change.at, `${change.name} ${change.text}`);
    }
  }
}

function undecided({ path }: ComparedSurface, at: SourceSpan, reason: string): Outcome<MessageId> {
  return {
    kind: 'undecided',
    messageId: 'unclear',
    data: { path },
    at,
    subject: path,
    waitsFor: 'observation',
    missing: [{ fact: path, reason }],
  };
}

function deletion(surface: ComparedSurface, made: Known<Authorship>) {
  const { path } = surface;
  return {
    messageId: 'deleted' as const,
    data: { path },
    at: startOf(path),
    subject: path,
    evidence: [{ subject: path, relation: 'was', value: 'deleted' }, ...reasons(surface, made)],
  };
}

function breach(surface: ComparedSurface, { name, text, what, at }: SurfaceChange, made: Known<Authorship>) {
  const { path } = surface;
  return {
    messageId: 'breaks' as const,
    data: { name, change: text, path },
    at,
    subject: `${path} ${name}`,
    evidence: [{ subject: name, relation: 'breaks its callers by', value: what }, ...reasons(surface, made)],
  };
}

/** Why the file is judged, and why this change. */
function reasons({ path, pattern }: ComparedSurface, made: Known<Authorship>) {
  return [matchEvidence(path, pattern), ...(made.known ? made.value.evidence : [])];
}
