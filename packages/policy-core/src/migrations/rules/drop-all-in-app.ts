import { codePlaces } from '../facts/code-places.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { applicationSubjects } from '../facts/application-code.ts';

export const dropAllInApp = defineRule({
  id: 'migrations/drop-all-in-app',
  summary: 'Do not drop tables in the application.',
  defaultSeverity: 'error',
  subjects: applicationSubjects,

  options: NO_OPTIONS,

  messages: {
    drops: 'This drops every table of the metadata and all their rows. Remove it, or move it to the tests.',
  },

  *check(_get, code) {
    for (const { at } of codePlaces(code, 'drop-all')) {
      yield { kind: 'violation', messageId: 'drops', data: {}, at };
    }
  },
});
