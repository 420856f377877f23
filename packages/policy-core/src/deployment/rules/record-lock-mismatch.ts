import type { RecordedFile } from '../facts/record-field.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import { deployRecord } from '../facts/judged-record.ts';

type MessageId = 'differs' | 'gone' | 'unseen';

export const recordLockMismatch = defineRule({
  id: 'deployment/record-lock-mismatch',
  summary: 'The dependencies of the recorded commit are the ones that were deployed.',
  defaultSeverity: 'error',
  subjects: deployRecord,

  options: NO_OPTIONS,

  messages: {
    differs:
      '{path} at last_good_sha {commit} has the SHA-256 {there}, and the record has another one. Do not roll back with it: find out first which of the two was deployed.',
    gone: '{path} does not exist at last_good_sha {commit}, and the record has a SHA-256 of it. Do not roll back to that commit: find out first what was deployed.',
    unseen:
      'It cannot be told whether {path} at last_good_sha {commit} is the file that was deployed. Do not roll back with it before that is known.',
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
