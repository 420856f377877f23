import { matchEvidence } from '../../match-evidence.ts';
import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { startOf } from '../../../model/source-span.ts';
import { passingChanges } from '../../facts/protected-change.ts';

export const integrityProtectedTouched = defineRule({
  id: 'integrity/protected-touched',
  summary: 'Do not touch protected paths in any commit, even a reverted one.',
  defaultSeverity: 'warning',
  subjects: passingChanges,

  options: NO_OPTIONS,

  messages: {
    touched:
      'Commit {commit} touches {path}, which section {section} protects. Squash it with the later commit that reverts it.',
    unknown: 'Cannot determine whether a commit touches a protected path.',
  },

  *check(_get, touched) {
    if (!touched.known) {
      yield {
        kind: 'undecided',
        messageId: 'unknown',
        data: {},
        at: undefined,
        subject: 'the commits',
        waitsFor: 'observation',
        missing: [{ fact: 'commits', reason: touched.reason }],
      };
      return;
    }
    for (const { entry, section, pattern, onlyIn = '' } of touched.value)
      yield {
        kind: 'violation',
        messageId: 'touched',
        data: { commit: onlyIn.slice(0, 10), path: entry.path, section: section.id },
        at: startOf(entry.path),
        evidence: [
          { subject: entry.path, relation: 'was touched by commit', value: onlyIn },
          matchEvidence(entry.path, pattern),
        ],
      };
  },
});
