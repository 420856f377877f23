import { describeRule } from '../../testing/describe-rule.ts';
import { historyTree, sampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY, sampleRevision } from '../../testing/sample-revision.ts';
import { duplicateRevisionId } from './duplicate-revision-id.ts';

const duplicate = (id: string, other: string) => ({
  messageId: 'duplicate',
  data: { other: `alembic/versions/${other}`, id },
});
const b2 = sampleRevision({ id: 'b2', parent: '"a1"' });

describeRule(duplicateRevisionId, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'ids of their own': historyTree({ a1: {}, b2: { parent: '"a1"' } }),
    'ids that differ in case': historyTree({ ab: {}, AB: { parent: '"ab"' } }),
    'one id in two environments': {
      files: { 'one/v/a1.py': sampleRevision({ id: 'a1' }), 'two/v/a1.py': sampleRevision({ id: 'a1' }) },
      policy: { migrations: { alembic: ['one/v', 'two/v'] } },
    },
    'a duplicate there was before': sampleHistory({
      base: { a1: {}, b2, 'b2_again.py': b2 },
      added: { c3: { parent: '"b2"' } },
    }),
  },
  breaks: {
    'a copy': {
      ...historyTree({ a1: {}, 'b2_first.py': b2, 'b2_second.py': b2 }),
      finds: [{ ...duplicate('b2', 'b2_second.py'), underlines: '"b2"' }],
    },
    'a copy that the change brings': {
      ...sampleHistory({ base: { a1: {}, 'b2_first.py': b2 }, added: { 'b2_second.py': b2 } }),
      finds: [{ ...duplicate('b2', 'b2_first.py'), underlines: '"b2"' }],
    },
  },
  waits: {},
});
