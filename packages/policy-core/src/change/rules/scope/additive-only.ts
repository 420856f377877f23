import { pythonChanges, type ComparedModule, type PythonChanges } from '../../facts/python-changes.ts';
import type { SurfaceChange, SurfaceComparison } from '../../../python-api/comparison/surface-comparison.ts';
import { matchEvidence } from '../../match-evidence.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../../engine/rule.ts';
import { scopeOutcome } from '../../scope-outcome.ts';
import { startOf, type SourceSpan } from '../../../model/source-span.ts';

type MessageId = 'breaks' | 'deleted' | 'unclear';

export const additiveOnly = defineRule({
  id: 'scope/additive-only',
  summary: 'An AI-made change adds to what others rely on, and takes nothing of it away.',
  defaultSeverity: 'error',
  judges: [pythonChanges],

  options: NO_OPTIONS,

  messages: {
    breaks:
      '{name} {change}. {path} may only be added to: keep what callers rely on, and put what is new beside it.',
    deleted: '{path} may only be added to, and this change deletes it. Keep the file and what it offers.',
    unclear: 'It cannot be told whether {path} still offers what it did.',
  },

  *check(get) {
    const python = get(pythonChanges);
    if (python === undefined) return;
    for (const surface of python.surfaces) yield* judge(surface, python.authorship);
  },
});

type Surface = ComparedModule<SurfaceComparison>;

function* judge(surface: Surface, authorship: PythonChanges['authorship']): Iterable<Outcome<MessageId>> {
  const { subject, comparison } = surface;
  if (!comparison.known) {
    yield undecided(surface, startOf(subject.path), comparison.reason);
  } else if (comparison.value.kind === 'unreadable') {
    yield undecided(surface, comparison.value.at, comparison.value.problem);
  } else if (comparison.value.kind === 'deleted') {
    yield scopeOutcome<MessageId>(deletion(surface, authorship), authorship);
  } else {
    for (const change of comparison.value.changes) {
      yield change.kind === 'breaks'
        ? scopeOutcome<MessageId>(breach(surface, change, authorship), authorship)
        : undecided(surface, change.at, `${change.name} ${change.text}`);
    }
  }
}

function undecided({ subject: { path } }: Surface, at: SourceSpan, reason: string): Outcome<MessageId> {
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

function deletion({ subject }: Surface, authorship: PythonChanges['authorship']) {
  const { path } = subject;
  return {
    messageId: 'deleted' as const,
    data: { path },
    at: startOf(path),
    subject: path,
    evidence: [{ subject: path, relation: 'was', value: 'deleted' }, ...reasons(subject, authorship)],
  };
}

function breach(
  { subject }: Surface,
  { name, text, what, at }: SurfaceChange,
  authorship: PythonChanges['authorship'],
) {
  return {
    messageId: 'breaks' as const,
    data: { name, change: text, path: subject.path },
    at,
    subject: `${subject.path} ${name}`,
    evidence: [
      { subject: name, relation: 'breaks its callers by', value: what },
      ...reasons(subject, authorship),
    ],
  };
}

/** Why the file is judged, and why this change. */
function reasons({ path, pattern }: Surface['subject'], authorship: PythonChanges['authorship']) {
  return [matchEvidence(path, pattern), ...(authorship.known ? authorship.value.evidence : [])];
}
