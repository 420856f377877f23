import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { applicationImports } from '../facts/application-imports.ts';

export const appImportInMigration = defineRule({
  id: 'migrations/app-import-in-migration',
  summary: 'A revision stands on its own: it imports nothing of the application.',
  defaultSeverity: 'info',
  subjects: applicationImports,

  options: NO_OPTIONS,

  messages: {
    imports:
      'This revision imports {module}, which changes with the application: it will not do tomorrow what it does today. Copy what it needs.',
  },

  *check(_get, imports) {
    for (const { module, path, at } of imports) {
      const evidence = [{ subject: module, relation: 'is', value: path }];
      yield { kind: 'violation', messageId: 'imports', data: { module }, at, evidence };
    }
  },
});
