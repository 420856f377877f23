import { caseCollisions, type CaseCollision } from '../facts/case-collisions.ts';
import { protectionEvidence } from '../../change/protection-evidence.ts';
import { defineRule, NO_OPTIONS, type Violation } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';

type MessageId = 'sibling' | 'guard' | 'unknown';

export const pathsCaseCollision = defineRule({
  id: 'paths/case-collision',
  summary: 'Do not add a path that differs from another only by case.',
  defaultSeverity: 'error',
  subjects: caseCollisions,

  options: NO_OPTIONS,

  messages: {
    sibling: '{own} and {other} differ only by case. Choose one spelling.',
    guard: '{path} belongs to {guard} where case does not count. Give it another name.',
    unknown: 'Cannot determine whether a new name in {folder} differs only by case.',
  },

  *check(_get, standings) {
    for (const standing of standings) {
      if (standing.kind !== 'unknown') {
        yield violation(standing);
        continue;
      }
      const { folder, reason } = standing;
      const shown = folder === '' ? 'the root of the repository' : folder;
      yield {
        kind: 'undecided',
        messageId: 'unknown',
        data: { folder: shown },
        at: undefined,
        subject: shown,
        waitsFor: 'observation',
        missing: [{ fact: 'folders', reason }],
      };
    }
  },
});

function violation(collision: CaseCollision): Violation<MessageId> {
  const { path } = collision;
  const shared = { kind: 'violation', at: startOf(path) } as const;
  if (collision.kind === 'sibling') {
    const { own, other } = collision;
    return {
      ...shared,
      messageId: 'sibling',
      data: { own, other },
      evidence: [{ subject: path, relation: 'lies beside', value: other }],
    };
  }
  const { evidence, related } = protectionEvidence(path, collision);
  return {
    ...shared,
    messageId: 'guard',
    data: { path, guard: collision.guard.name },
    evidence: [{ ...evidence, relation: 'but for its case matches' }],
    related: [related],
  };
}
