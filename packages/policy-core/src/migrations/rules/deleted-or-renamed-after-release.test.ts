import { describeRule } from '../../testing/describe-rule.ts';
import { sampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY, sampleRevision } from '../../testing/sample-revision.ts';
import { deletedOrRenamedAfterRelease } from './deleted-or-renamed-after-release.ts';

const deleted = (path: string, id: string, settled: string) => ({
  messageId: 'deleted',
  data: { path: `alembic/versions/${path}`, id, settled },
});
const moved = (path: string, to: string, settled: string) => ({
  messageId: 'moved',
  data: { path: `alembic/versions/${path}`, settled, to: `alembic/versions/${to}` },
});
const b2 = sampleRevision({ id: 'b2', parent: '"a1"' });

describeRule(deletedOrRenamedAfterRelease, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'a new revision': sampleHistory({ base: { a1: {} }, added: { b2: { parent: '"a1"' } }, released: {} }),
    'a file that never was a revision': sampleHistory({
      base: { a1: {} },
      before: { 'helpers.py': 'def note():\n    return 1\n' },
      deleted: ['helpers.py'],
      released: {},
    }),
  },
  breaks: {
    'a released revision that is deleted': {
      ...sampleHistory({
        base: { a1: {} },
        before: { b2 },
        deleted: ['b2'],
        released: { b2 },
      }),
      finds: [{ ...deleted('b2_x.py', 'b2', 'released'), underlines: undefined }],
    },
    'a merged revision that is deleted': {
      ...sampleHistory({ base: { a1: {} }, before: { b2 }, deleted: ['b2'] }),
      finds: [{ ...deleted('b2_x.py', 'b2', 'merged'), underlines: undefined }],
    },
    'a released revision under another name': {
      ...sampleHistory({
        base: { a1: {} },
        before: { b2 },
        deleted: ['b2'],
        added: { 'b2_orders.py': b2 },
        released: { b2 },
      }),
      finds: [{ ...moved('b2_x.py', 'b2_orders.py', 'released'), underlines: '' }],
    },
  },
  waits: {},
});
