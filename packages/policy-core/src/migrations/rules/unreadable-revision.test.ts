import { expect } from 'vitest';

import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { unreadableRevision } from './unreadable-revision.ts';

const unreadable = (problem: string) => ({ messageId: 'unreadable', data: { problem } });
const broken = (text: string) => ({ files: { 'alembic/versions/ab12_x.py': text } });

describeRule(unreadableRevision, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'Python 3': oneRevision({ upgrade: 'op.drop_table("orders")' }),
    tabs: broken(sampleRevision({}).replaceAll('    ', '\t')),
    'Windows line ends': broken(sampleRevision({}).replaceAll('\n', '\r\n')),
    'a byte order mark': broken(`\uFEFF${sampleRevision({})}`),
    'an empty file': broken(''),
    'other letters': broken(sampleRevision({ upgrade: 'op.drop_table("größe_訂單_😀")' })),
  },
  breaks: {
    'a parenthesis that is never closed': {
      ...broken('def upgrade(:\n    pass\n'),
      finds: [{ ...unreadable('it is not valid Python'), underlines: expect.any(String) }],
    },
    'a conflict that git left': {
      ...broken(`<<<<<<< ours\n${sampleRevision({})}=======\n${sampleRevision({ id: 'b' })}>>>>>>> theirs\n`),
      finds: [{ ...unreadable('it is not valid Python'), underlines: expect.any(String) }],
    },
    'a NUL': {
      ...broken('revision = "a"\n\0'),
      finds: [{ ...unreadable('Python cannot read a NUL character'), underlines: '\0' }],
    },
    'a pit of parentheses': {
      ...broken(`x = ${'('.repeat(5_000)}1${')'.repeat(5_000)}\n`),
      finds: [{ ...unreadable('the Python is too deeply nested'), underlines: expect.any(String) }],
    },
  },
  waits: {},
});
