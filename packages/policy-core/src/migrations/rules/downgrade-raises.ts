import { judgedRevisions } from '../analysis/judged-revisions.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const downgradeRaises = defineRule({
  id: 'migrations/downgrade-raises',
  summary: 'Make a downgrade run, or say why it cannot.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    silent:
      'downgrade() refuses to run and does not say why. Undo the upgrade, or give the reason in the error.',
    declared: 'downgrade() refuses to run. Roll back past this revision by writing a new one.',
  },

  *check(_get, migration) {
    for (const { revision, text, span } of judgedRevisions(migration)) {
      const { upgrade, downgrade } = revision;
      if (downgrade.kind !== 'raises' || downgrade.raise === undefined || upgrade.kind === 'empty') continue;
      const isExplained = givesReason(text.slice(downgrade.raise.start, downgrade.raise.end));
      yield {
        kind: 'violation',
        messageId: isExplained ? 'declared' : 'silent',
        data: {},
        at: span(downgrade.raise),
        severity: isExplained ? 'info' : undefined,
      };
    }
  },
});

/** `raise RuntimeError("Order No. 227")` does, `raise NotImplementedError()` does not. */
function givesReason(raise: string): boolean {
  return /["'][^"']*\w{2}[^"']*["']/.test(raise);
}
