import { codePlaces } from '../facts/code-places.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';

export const dropAllInApp = defineRule({
  id: 'migrations/drop-all-in-app',
  summary: 'The application does not drop its own tables.',
  defaultSeverity: 'error',
  needs: ['applicationCode'],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This drops every table of the metadata and every row in them. Take it out, or move it to the tests.',
  },

  *check({ applicationCode }) {
    for (const { at } of codePlaces(applicationCode, 'drop-all')) {
      yield { kind: 'violation', messageId: 'drops', data: {}, at };
    }
  },
});
