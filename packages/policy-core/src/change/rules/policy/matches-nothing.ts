import { defineRule, NO_OPTIONS, type Outcome } from '../../../engine/rule.ts';
import type { UnmatchedPlace } from '../../../model/observations.ts';
import { unmatchedPlaces } from '../../facts/unmatched-places.ts';

type MessageId = 'nothing' | 'nowhere' | 'meant' | 'notObserved';

export const policyMatchesNothing = defineRule({
  id: 'policy/matches-nothing',
  summary: 'Name only things that exist in the policy.',
  defaultSeverity: 'error',
  subjects: unmatchedPlaces,

  options: NO_OPTIONS,

  messages: {
    nowhere: '{place} under {section} matches nothing. Correct it, or remove it.',
    nothing: '{place} under {section} matches nothing. Correct it, or set may_be_empty: true.',
    meant: '{place} under {section} matches nothing. Check whether you mean {meant}.',
    notObserved: 'Lockkeeper did not look for {place} under {section}. Check the whole repository.',
  },

  *check(_get, places) {
    yield* places.map(outcomeOf);
  },
});

function outcomeOf(place: UnmatchedPlace): Outcome<MessageId> {
  const { section, written, at, meant, hidden } = place;
  const shown = written.join(', ');
  const messageId = messageFor(place);
  const said = {
    messageId,
    data: { place: shown, section, ...(messageId === 'meant' && { meant: meant ?? '' }) },
    at,
    ...(ONLY_WARNED.has(section) && { severity: 'warning' as const }),
  } as const;
  if (hidden === null && ONLY_WARNED.has(section)) return { kind: 'violation', ...said };
  const reason = hidden ?? 'nothing lies there, so nothing was judged';
  return {
    kind: 'undecided',
    ...said,
    subject: shown,
    waitsFor: 'observation',
    missing: [{ fact: 'what it leads to', reason }],
  };
}

function messageFor({ section, meant, hidden }: UnmatchedPlace): MessageId {
  if (hidden !== null) return 'notObserved';
  if (meant !== null) return 'meant';
  return NEVER_EMPTY.has(section) ? 'nowhere' : 'nothing';
}

/** Sections without a key that says that nothing may lie there. */
const NEVER_EMPTY: ReadonlySet<string> = new Set(['scope', 'branches', 'documents', 'deployment']);

/** Where nothing lies, nothing that these sections forbid has happened. Of the others somebody expects a verdict. */
const ONLY_WARNED: ReadonlySet<string> = new Set(['protected', 'change_scope', 'branches', 'documents']);
