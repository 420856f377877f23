import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { invalidRevisionId } from './invalid-revision-id.ts';

const held = (id: string, character: string) => ({ messageId: 'character', data: { id, character } });
const empty = (header: string, instead: string) => ({ messageId: 'empty', data: { header, instead } });
const none = (path: string) => ({ messageId: 'none', data: { path } });
const PATH = 'alembic/versions/ab12_x.py';
const file = (text: string, path = PATH) => ({ files: { [path]: text } });

describeRule(invalidRevisionId, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'letters, digits and underscores': oneRevision({ id: 'add_orders_2' }),
    'other letters': oneRevision({ id: 'größe_訂單' }),
    'dots and blanks, which Alembic takes': oneRevision({ id: '1.2 final' }),
    'as many letters as the table of Alembic holds': oneRevision({ id: '😀'.repeat(32) }),
    'a long name for a parent, of which its own revision is told': oneRevision({
      parent: `"${'b'.repeat(33)}"`,
    }),
    'a parent of a label': oneRevision({ parent: '"billing@head"' }),
    'a dependency on nothing, which Alembic passes over': oneRevision({ module: "depends_on = ''" }),
    'a relative parent': oneRevision({ parent: '"5a9d"', module: 'depends_on = "billing@-1"' }),
    'no parent': oneRevision({ parent: 'None' }),
    'an id that is only known when it runs, which is for another rule': file(
      sampleRevision({}).replace('"ab12"', 'make()'),
    ),
    'a file of old times, whose name is its id': file('down_revision = None\n', 'alembic/versions/ab12cd.py'),
  },
  breaks: {
    'an @': {
      ...oneRevision({ id: 'a@b' }),
      finds: [{ ...held('a@b', '@'), underlines: '"a@b"' }],
    },
    'a dash': {
      ...oneRevision({ id: 'add-orders' }),
      finds: [{ ...held('add-orders', '-'), underlines: '"add-orders"' }],
    },
    'a plus': {
      ...oneRevision({ id: 'a+1' }),
      finds: [{ ...held('a+1', '+'), underlines: '"a+1"' }],
    },
    'a colon in a parent': {
      ...oneRevision({ parent: '"a:b"' }),
      finds: [{ ...held('a:b', ':'), underlines: '"a:b"' }],
    },
    'a quote, which Alembic does not escape': {
      ...oneRevision({ id: "bob's" }),
      finds: [
        {
          messageId: 'quote',
          data: { id: "bob's" },
          underlines: `"bob's"`,
        },
      ],
    },
    'one letter more than the table of Alembic holds': {
      ...oneRevision({ id: 'ä'.repeat(33) }),
      finds: [
        {
          messageId: 'long',
          data: { id: 'ä'.repeat(33), length: '33' },
          underlines: `"${'ä'.repeat(33)}"`,
        },
      ],
    },
    'an empty parent': {
      ...oneRevision({ parent: "''" }),
      finds: [{ ...empty('down_revision', 'None for a first revision'), underlines: "''" }],
    },
    'an empty id': {
      ...oneRevision({ id: '' }),
      finds: [{ ...empty('revision', 'an id'), underlines: '""' }],
    },
    'a first revision that depends on nothing': {
      ...file(sampleRevision({ module: 'depends_on = ("",)' })),
      finds: [{ ...empty('depends_on', 'None'), underlines: '""' }],
    },
    'no id': {
      ...file('def upgrade():\n    pass\n'),
      finds: [{ ...none(PATH), underlines: '' }],
    },
    'None for an id': {
      ...file(sampleRevision({}).replace('"ab12"', 'None')),
      finds: [{ ...none(PATH), underlines: 'None' }],
    },
    'several ids': {
      ...file(sampleRevision({}).replace('"ab12"', '("ab12", "cd34")')),
      finds: [{ messageId: 'several', data: { path: PATH }, underlines: '("ab12", "cd34")' }],
    },
  },
  waits: {},
});
