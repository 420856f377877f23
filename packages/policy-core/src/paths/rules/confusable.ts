import { confusableNames, type ConfusableName } from '../facts/confusable-names.ts';
import type { Evidence } from '../../model/finding.ts';
import { protectionEvidence } from '../../change/protection-evidence.ts';
import { defineRule, NO_OPTIONS, type Violation } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';

type MessageId = 'sibling' | 'guard' | 'unknown';

export const pathsConfusable = defineRule({
  id: 'paths/confusable',
  summary: 'Do not add a path that looks like another one.',
  defaultSeverity: 'error',
  subjects: confusableNames,

  options: NO_OPTIONS,

  messages: {
    sibling: '{own} looks like {other} but is another path. Give it a name that nobody mistakes.',
    guard: '{path} imitates a path of {guard}. Give it a name that nobody mistakes.',
    unknown: 'Cannot determine whether {path} looks like a name beside it.',
  },

  *check(_get, standings) {
    for (const standing of standings) {
      if (standing.kind !== 'unknown') {
        yield violation(standing);
        continue;
      }
      const { path, reason } = standing;
      yield {
        kind: 'undecided',
        messageId: 'unknown',
        data: { path },
        at: startOf(path),
        subject: path,
        waitsFor: 'observation',
        missing: [{ fact: 'folders', reason }],
      };
    }
  },
});

function violation(name: ConfusableName): Violation<MessageId> {
  const { path } = name;
  const shared = { kind: 'violation', at: startOf(path) } as const;
  if (name.kind === 'sibling') {
    const { own, other } = name;
    return {
      ...shared,
      messageId: 'sibling',
      data: { own, other },
      evidence: [{ subject: path, relation: 'lies beside', value: other }, ...spelling(own)],
    };
  }
  const { evidence, related } = protectionEvidence(path, name);
  return {
    ...shared,
    messageId: 'guard',
    data: { path, guard: name.guard.name },
    evidence: [{ ...evidence, relation: 'looks as if it matched' }, ...spelling(path)],
    related: [related],
  };
}

const MOST_SHOWN = 5;

/** The characters beyond ASCII by their numbers, as nobody sees them in the name. */
function spelling(path: string): readonly Evidence[] {
  const signs = [...new Set(path.match(/[^\0-\x7f]/gu) ?? [])].slice(0, MOST_SHOWN);
  const numbers = signs.map(
    (sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return signs.length === 0
    ? []
    : [{ subject: path, relation: 'is written with', value: numbers.join(', ') }];
}
