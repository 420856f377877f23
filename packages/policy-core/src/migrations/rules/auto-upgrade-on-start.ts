import { codePlaces } from '../facts/code-places.ts';
import { commandWords } from '../ownership/alembic-command.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { applicationSubjects } from '../facts/application-code.ts';

export const autoUpgradeOnStart = defineRule({
  id: 'migrations/auto-upgrade-on-start',
  summary: 'Where migrations are applied by hand, nothing upgrades the database when it starts.',
  defaultSeverity: 'warning',
  subjects: applicationSubjects,

  options: NO_OPTIONS,

  messages: {
    upgrades:
      '{command} is run by {cause}, and the policy has migrations applied by hand. Make it a step that somebody starts.',
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
