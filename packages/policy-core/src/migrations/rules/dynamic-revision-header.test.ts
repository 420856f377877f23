import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { dynamicRevisionHeader } from './dynamic-revision-header.ts';

const dynamic = (header: string) => ({ messageId: 'dynamic', data: { header } });
const LABEL = { messageId: 'label', data: {} };
const withId = (source: string, module?: string) => ({
  files: {
    'alembic/versions/ab12_x.py': sampleRevision(module === undefined ? {} : { module }).replace(
      '"ab12"',
      source,
    ),
  },
});

describeRule(dynamicRevisionHeader, {
  policy: ALEMBIC_POLICY,
  keeps: {
    literals: oneRevision({ parent: '("a1", "b2")', module: 'branch_labels = ("x",)\ndepends_on = None' }),
    'literals in a row': withId('"ab" "12"'),
    'a line that stands there twice': oneRevision({ module: 'depends_on = None\ndepends_on = None' }),
    'a constant of the file': withId('ID', 'ID = "ab12"'),
    'annotated literals': {
      files: {
        'alembic/versions/ab12_x.py': 'revision: str = "ab12"\ndown_revision: str | None = None\n',
      },
    },
    'nothing at all, which is for another rule': { files: { 'alembic/versions/ab12_x.py': 'x = 1\n' } },
  },
  breaks: {
    'a call': { ...withId('make_id()'), finds: [{ ...dynamic('revision'), underlines: 'make_id()' }] },
    'a value of the environment': {
      ...withId('os.environ["ID"]'),
      finds: [{ ...dynamic('revision'), underlines: 'os.environ["ID"]' }],
    },
    'a number': { ...withId('12'), finds: [{ ...dynamic('revision'), underlines: '12' }] },
    'a parent that is put together': {
      ...oneRevision({ parent: 'f"a{number()}"' }),
      finds: [{ ...dynamic('down_revision'), underlines: 'f"a{number()}"' }],
    },
    'labels and dependencies that are worked out': {
      ...oneRevision({ module: 'branch_labels = labels()\ndepends_on = others()' }),
      finds: [
        { ...LABEL, underlines: 'labels()' },
        { ...dynamic('depends_on'), underlines: 'others()' },
      ],
    },
  },
  waits: {},
});
