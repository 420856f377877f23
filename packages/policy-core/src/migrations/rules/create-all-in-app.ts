import { codePlaces } from '../facts/code-places.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { applicationSubjects } from '../facts/application-code.ts';

export const createAllInApp = defineRule({
  id: 'migrations/create-all-in-app',
  summary: 'Do not create tables in the application.',
  defaultSeverity: 'error',
  subjects: applicationSubjects,

  options: NO_OPTIONS,

  messages: {
    creates:
      'This creates every missing table, which the next revision does not expect. Remove it, and run alembic upgrade head.',
  },

  *check(_get, code) {
    for (const { at } of codePlaces(code, 'create-all')) {
      yield { kind: 'violation', messageId: 'creates', data: {}, at };
    }
  },
});
