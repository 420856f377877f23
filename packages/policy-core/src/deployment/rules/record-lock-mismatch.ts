import type { RecordedFile } from '../facts/record-field.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import { deployRecord } from '../facts/judged-record.ts';

type MessageId = 'differs' | 'gone' | 'unseen';

export const recordLockMismatch = defineRule({
  id: 'deployment/record-lock-mismatch',
  summary: 'Record the commit whose dependencies were deployed.',
  defaultSeverity: 'error',
  subjects: deployRecord,

  options: NO_OPTIONS,

  messages: {
    differs:
      '{path} at last_good_sha {commit} does not match the recorded SHA-256. Find out which of the two was deployed before you roll back: {there} is there.',
    gone: '{path} does not exist at last_good_sha {commit}, but was recorded. Find out which file was deployed before you roll back.',
    unseen:
      'Cannot determine whether {path} at last_good_sha {commit} was deployed. Find out before you roll back with it.',
  },

  *check(_get, { files }) {
    for (const file of files) yield* judge(file);
  },
});

function* judge({ path, commit, written, there }: RecordedFile): Iterable<Outcome<MessageId>> {
  const { at } = written;
  const data = { path, commit };
  if (!there.known) {
    const missing = [{ fact: 'digest', reason: there.reason }];
    yield {
      kind: 'undecided',
      messageId: 'unseen',
      data,
      at,
      subject: path,
      waitsFor: 'observation',
      missing,
    };
  } else if (there.value === null) {
    yield { kind: 'violation', messageId: 'gone', data, at };
  } else if (there.value !== written.value) {
    yield { kind: 'violation', messageId: 'differs', data: { ...data, there: there.value }, at };
  }
}
