import { createLock } from '../fixes/create-lock.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { unseenFile } from '../../engine/unseen-file.ts';
import { requirementsPairs } from '../facts/requirements-pair.ts';

export const lockMissing = defineRule({
  id: 'dependencies/lock-missing',
  summary: 'Commit a lock for your requirements.',
  defaultSeverity: 'error',
  subjects: requirementsPairs,

  options: NO_OPTIONS,

  messages: {
    missing: '{lock} does not exist. Generate it from {source} and commit it.',
    unseen: 'Cannot determine whether {path} exists.',
  },

  /** A pair of which nothing is left is for dependencies/requirements-pinned to report. */
  *check(_get, { pair, source, lock, fileAt }) {
    if (!lock.known) {
      yield { ...unseenFile('unseen', pair.lock, lock.reason), at: startOf(pair.source) };
      return;
    }
    if (lock.value.kind !== 'absent') return;
    const from = source.known && source.value.kind === 'read' ? source.value : undefined;
    yield {
      kind: 'violation',
      messageId: 'missing',
      data: { source: pair.source, lock: pair.lock },
      at: startOf(pair.source),
      related: [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }],
      fixes: from === undefined ? [] : createLock(pair, { source: from, fileAt }),
    };
  },
});
