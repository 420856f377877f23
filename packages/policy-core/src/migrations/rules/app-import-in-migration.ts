import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { applicationImports } from '../facts/application-imports.ts';

export const appImportInMigration = defineRule({
  id: 'migrations/app-import-in-migration',
  summary: 'Do not import the application in a revision.',
  defaultSeverity: 'info',
  subjects: applicationImports,

  options: NO_OPTIONS,

  messages: {
    imports: 'This revision imports {module}, which changes with the application. Copy what it needs.',
  },

  *check(_get, imports) {
    for (const { module, path, at } of imports) {
      const evidence = [{ subject: module, relation: 'is', value: path }];
      yield { kind: 'violation', messageId: 'imports', data: { module }, at, evidence };
    }
  },
});
