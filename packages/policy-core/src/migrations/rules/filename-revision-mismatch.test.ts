import { describeRule } from '../../testing/describe-rule.ts';
import { historyTree } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY, sampleRevision } from '../../testing/sample-revision.ts';
import { filenameRevisionMismatch } from './filename-revision-mismatch.ts';

const mismatch = (name: string, id: string) => ({ messageId: 'mismatch', data: { name, id } });
const on = (parent: string) => ({ parent: `"${parent}"` });
const LINE = { aa11: {}, bb22: on('aa11'), cc33: on('bb22') };

describeRule(filenameRevisionMismatch, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'names that hold the id': historyTree(LINE),
    'a name with the beginning of a long id': historyTree({
      ...LINE,
      'ab12cd34_orders.py': sampleRevision({ id: 'ab12cd34ef56', parent: '"cc33"' }),
    }),
    'names that are numbered instead': historyTree({
      '0001_first.py': sampleRevision({ id: 'aa11' }),
      '0002_orders.py': sampleRevision({ id: 'bb22', parent: '"aa11"' }),
      '0003_users.py': sampleRevision({ id: 'cc33', parent: '"bb22"' }),
    }),
    'too few files to tell a habit': historyTree({
      aa11: {},
      'orders.py': sampleRevision({ id: 'bb22', parent: '"aa11"' }),
    }),
  },
  breaks: {
    'a copy that kept its name': {
      ...historyTree({ ...LINE, 'bb22_again.py': sampleRevision({ id: 'dd44', parent: '"cc33"' }) }),
      finds: [{ ...mismatch('bb22_again.py', 'dd44'), underlines: '"dd44"' }],
    },
    'a name without an id': {
      ...historyTree({ ...LINE, 'orders.py': sampleRevision({ id: 'dd44', parent: '"cc33"' }) }),
      finds: [{ ...mismatch('orders.py', 'dd44'), underlines: '"dd44"' }],
    },
  },
  waits: {},
});
