import { z } from 'zod';

import { applicationSubjects, type ApplicationFile } from '../facts/application-code.ts';
import { codePlaces, type PlaceOfKind } from '../facts/code-places.ts';
import { defineRule, type Outcome } from '../../engine/rule.ts';
import { unseenFile } from '../../engine/unseen-file.ts';

type MessageId = 'changes' | 'unclear' | 'unseen' | 'unlisted';

export const schemaChangeOutsideAlembic = defineRule({
  id: 'migrations/schema-change-outside-alembic',
  summary: 'Change the schema only in migrations.',
  defaultSeverity: 'error',
  subjects: applicationSubjects,

  options: z.strictObject({
    everyDatabase: z
      .boolean()
      .default(false)
      .describe('Judge files, too, that speak to another kind of database only, such as SQLite.'),
  }),

  messages: {
    changes: '{statement} changes the schema outside Alembic. Move it into a revision.',
    unclear: 'Cannot determine whether {path} changes the schema.',
    unseen: 'Lockkeeper did not read {path}.',
    unlisted: 'Cannot determine which code exists.',
  },

  *check(_get, code, { options: { everyDatabase } }) {
    if (!code.known) {
      const missing = [{ fact: 'code', reason: code.reason }];
      const subject = 'the code of the application';
      yield {
        kind: 'undecided',
        messageId: 'unlisted',
        data: {},
        at: undefined,
        subject,
        waitsFor: 'observation',
        missing,
      };
      return;
    }
    yield* code.value.files.flatMap(unread);
    yield* codePlaces(code, 'ddl')
      // A whole file of SQL has a rule of its own.
      .filter(({ path, place }) => !/\.sql$/i.test(path) && (everyDatabase || !place.isElsewhere))
      .map(violation);
  },
});

function violation({ place: { what, name }, at }: PlaceOfKind<'ddl'>): Outcome<MessageId> {
  const statement = name === undefined ? what : `${what} ${name}`;
  return { kind: 'violation', messageId: 'changes', data: { statement }, at };
}

function unread({ path, reading }: ApplicationFile): readonly Outcome<MessageId>[] {
  if (!reading.known) return [unseenFile('unseen', path, reading.reason)];
  if (reading.value.kind === 'read') return [];
  const { problem, at } = reading.value;
  return [
    {
      kind: 'undecided',
      messageId: 'unclear',
      data: { path },
      at,
      subject: path,
      waitsFor: 'observation',
      missing: [{ fact: path, reason: problem }],
    },
  ];
}
