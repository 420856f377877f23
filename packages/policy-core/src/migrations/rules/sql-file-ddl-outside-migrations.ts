import { codePlaces, type PlaceOfKind } from '../facts/code-places.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { applicationSubjects } from '../facts/application-code.ts';

export const sqlFileDdlOutsideMigrations = defineRule({
  id: 'migrations/sql-file-ddl-outside-migrations',
  summary: 'Keep SQL files that change the schema among the migrations.',
  defaultSeverity: 'warning',
  subjects: applicationSubjects,

  options: NO_OPTIONS,

  messages: {
    changes:
      '{path} changes the schema outside Alembic: {statement}. Move it into a revision, or name the file under migrations.sql.',
    more: '{path} changes the schema outside Alembic in {count} statements. Move {statement} and the others into a revision, or name the file under migrations.sql.',
  },

  *check(_get, code) {
    const files = new Map<string, PlaceOfKind<'ddl'>[]>();
    for (const found of codePlaces(code, 'ddl')) {
      if (/\.sql$/i.test(found.path)) files.set(found.path, [...(files.get(found.path) ?? []), found]);
    }
    for (const [path, [first, ...more]] of files) {
      if (first === undefined) continue;
      const { what, name } = first.place;
      const data = { path, statement: name === undefined ? what : `${what} ${name}` };
      yield more.length === 0
        ? { kind: 'violation', messageId: 'changes', data, at: first.at }
        : {
            kind: 'violation',
            messageId: 'more',
            data: { ...data, count: `${more.length + 1}` },
            at: first.at,
          };
    }
  },
});
