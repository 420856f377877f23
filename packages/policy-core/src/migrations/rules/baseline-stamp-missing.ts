import { codePlaces } from '../facts/code-places.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { applicationCode } from '../facts/application-code.ts';
import { baselineRevision } from '../facts/baseline-revision.ts';

export const baselineStampMissing = defineRule({
  id: 'migrations/baseline-stamp-missing',
  summary: 'Document how to stamp older databases with the baseline.',
  defaultSeverity: 'warning',
  subjects: baselineRevision,

  options: NO_OPTIONS,

  messages: {
    missing:
      'Nothing documents how to stamp older databases with baseline {id}. Name the script in the docstring of the baseline, or write `alembic stamp {id}` there.',
  },

  *check(get, { id, file, isAlone }) {
    if (isAlone) return;
    if (!file.known || file.value === null || file.value.reading.kind !== 'revision') return;
    const { text, reading, span } = file.value;
    if (SPEAKS_OF_STAMP.test(text)) return;
    if (codePlaces(get(applicationCode), 'alembic').some(({ place }) => place.command.verb === 'stamp'))
      return;
    const { revision } = reading.header;
    const at = span(revision.kind === 'absent' ? { start: 0, end: 0 } : revision);
    yield { kind: 'violation', messageId: 'missing', data: { id }, at };
  },
});

/** In its docstring or a comment, in words or by the name of a script such as `stamp_baseline.sh`. */
const SPEAKS_OF_STAMP = /(?<![a-z])stamp/i;
