import { codePlaces, type PlaceOfKind } from '../facts/code-places.ts';
import { commandWords } from '../ownership/alembic-command.ts';
import type { Known } from '../../model/known.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { applicationCode, applicationSubjects, type ApplicationCode } from '../facts/application-code.ts';

export const upgradeHeadsVsHead = defineRule({
  id: 'migrations/upgrade-heads-vs-head',
  summary: 'Upgrade to the same target in tests and deploys.',
  defaultSeverity: 'warning',
  subjects: applicationSubjects,

  options: NO_OPTIONS,

  messages: {
    differs:
      '`{command}` accepts several heads, but `{other}` in {path} refuses them. Use the same target in both.',
  },

  *check(get, code) {
    const toHeads = upgradesIn(code).filter(({ place: { command } }) => command.target === 'heads');
    if (toHeads.length === 0) return;
    const deployed = upgradesIn(get(applicationCode)).find(
      ({ place: { command, isThrowaway } }) => command.target === 'head' && !isThrowaway,
    );
    if (deployed === undefined) return;
    const other = commandWords(deployed.place.command);
    for (const { place, at } of toHeads) {
      const data = { command: commandWords(place.command), other, path: deployed.path };
      const related = [{ message: `${other} fails where there are several heads.`, at: deployed.at }];
      yield { kind: 'violation', messageId: 'differs', data, at, related };
    }
  },
});

function upgradesIn(code: Known<ApplicationCode>): readonly PlaceOfKind<'alembic'>[] {
  return codePlaces(code, 'alembic').filter(
    ({ place: { command } }) => command.verb === 'upgrade' && !command.isOffline,
  );
}
