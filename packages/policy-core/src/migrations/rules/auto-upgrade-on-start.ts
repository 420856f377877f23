import { codePlaces } from '../facts/code-places.ts';
import { commandWords } from '../ownership/alembic-command.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { applicationSubjects } from '../facts/application-code.ts';

export const autoUpgradeOnStart = defineRule({
  id: 'migrations/auto-upgrade-on-start',
  summary: 'Do not upgrade the database on start where people apply migrations.',
  defaultSeverity: 'warning',
  subjects: applicationSubjects,

  options: NO_OPTIONS,

  messages: {
    upgrades:
      '`{command}` runs from {cause}, but people apply migrations by hand. Make it a step that somebody starts, as the policy says.',
  },

  *check(_get, code) {
    if (!code.known || !code.value.isUpgradedByHand) return;
    for (const { place, at } of codePlaces(code, 'alembic')) {
      const { command, onStart } = place;
      if (onStart === undefined || command.verb !== 'upgrade' || command.isOffline) continue;
      const data = { command: commandWords(command), cause: onStart };
      yield { kind: 'violation', messageId: 'upgrades', data, at };
    }
  },
});
