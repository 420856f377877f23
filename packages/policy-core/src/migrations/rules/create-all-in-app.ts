import { codePlaces } from '../facts/code-places.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { applicationSubjects } from '../facts/application-code.ts';

export const createAllInApp = defineRule({
  id: 'migrations/create-all-in-app',
  summary: 'The application does not make its own tables.',
  defaultSeverity: 'error',
  subjects: applicationSubjects,

  options: NO_OPTIONS,

  messages: {
    creates:
      'This makes every table that is missing, and the next revision finds it there already. Take it out, and run alembic upgrade head.',
  },

  *check(_get, code) {
    for (const { at } of codePlaces(code, 'create-all')) {
      yield { kind: 'violation', messageId: 'creates', data: {}, at };
    }
  },
});
