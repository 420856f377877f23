import { environmentCode, type EnvironmentDeed, type EnvironmentFile } from '../facts/environment-code.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { unseenFile } from '../../engine/unseen-file.ts';

type MessageId = 'changes' | 'redirects' | 'unclear' | 'unseen';

export const environmentChangesSchema = defineRule({
  id: 'migrations/environment-changes-schema',
  summary: 'Change the schema only in revisions, not in env.py.',
  defaultSeverity: 'error',
  subjects: environmentCode,

  options: NO_OPTIONS,

  messages: {
    changes: 'Every Alembic command {what} here, without a revision. Move it into a revision.',
    redirects:
      'This sets {option} while Alembic runs, so the configuration is wrong. Write it into the configuration.',
    unclear: 'Cannot determine how {path} changes the schema when Alembic runs.',
    unseen: 'Lockkeeper did not read {path}.',
  },

  *check(_get, file) {
    yield* outcomesOf(file);
  },
});

function outcomesOf({ path, reading }: EnvironmentFile): readonly Outcome<MessageId>[] {
  if (!reading.known) return [unseenFile('unseen', path, reading.reason)];
  const { value } = reading;
  if (value.kind === 'unreadable') return [unclear(path, value.problem, value.at)];
  return value.deeds.map((deed) => outcomeOf(path, deed));
}

function outcomeOf(path: string, deed: EnvironmentDeed): Outcome<MessageId> {
  const { at } = deed;
  switch (deed.kind) {
    case 'changes':
      return { kind: 'violation', messageId: 'changes', data: { what: deed.what }, at };
    case 'redirects':
      return { kind: 'violation', messageId: 'redirects', data: { option: deed.option }, at };
    case 'unclear':
      return unclear(path, deed.problem, at);
  }
}

function unclear(path: string, reason: string, at: SourceSpan): Outcome<MessageId> {
  return {
    kind: 'undecided',
    messageId: 'unclear',
    data: { path },
    at,
    subject: path,
    waitsFor: 'observation',
    missing: [{ fact: path, reason }],
  };
}
