import { codePlaces } from '../facts/code-places.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { applicationCode } from '../facts/application-code.ts';

export const dropAllInApp = defineRule({
  id: 'migrations/drop-all-in-app',
  summary: 'The application does not drop its own tables.',
  defaultSeverity: 'error',
  judges: [applicationCode],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This drops every table of the metadata and every row in them. Take it out, or move it to the tests.',
  },

  *check(get) {
    for (const { at } of codePlaces(get(applicationCode), 'drop-all')) {
      yield { kind: 'violation', messageId: 'drops', data: {}, at };
    }
  },
});
