import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { invalidRevisionId } from './invalid-revision-id.ts';

const held = (id: string, character: string) =>
  `${id} holds ${character}, which Alembic reads as part of a range of revisions. Leave it out of the id.`;
const empty = (header: string, instead: string) =>
  `${header} is an empty text. Alembic looks for a revision of that name and fails; write ${instead}.`;
const none = (path: string) =>
  `${path} does not say which revision it is, so Alembic refuses to load it. Set \`revision\` to its id.`;
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
      finds: [{ message: held('a@b', '@'), underlines: '"a@b"' }],
    },
    'a dash': {
      ...oneRevision({ id: 'add-orders' }),
      finds: [{ message: held('add-orders', '-'), underlines: '"add-orders"' }],
    },
    'a plus': {
      ...oneRevision({ id: 'a+1' }),
      finds: [{ message: held('a+1', '+'), underlines: '"a+1"' }],
    },
    'a colon in a parent': {
      ...oneRevision({ parent: '"a:b"' }),
      finds: [{ message: held('a:b', ':'), underlines: '"a:b"' }],
    },
    'a quote, which Alembic does not escape': {
      ...oneRevision({ id: "bob's" }),
      finds: [
        {
          message:
            "bob's holds a quote, and Alembic writes ids into SQL as they are, so that every upgrade to it fails. Leave it out of the id.",
          underlines: `"bob's"`,
        },
      ],
    },
    'one letter more than the table of Alembic holds': {
      ...oneRevision({ id: 'ä'.repeat(33) }),
      finds: [
        {
          message: `${'ä'.repeat(33)} has 33 characters, and the table in which Alembic notes where a database stands holds 32, so that every upgrade to it fails. Shorten it.`,
          underlines: `"${'ä'.repeat(33)}"`,
        },
      ],
    },
    'an empty parent': {
      ...oneRevision({ parent: "''" }),
      finds: [{ message: empty('down_revision', 'None for a first revision'), underlines: "''" }],
    },
    'an empty id': {
      ...oneRevision({ id: '' }),
      finds: [{ message: empty('revision', 'an id'), underlines: '""' }],
    },
    'a first revision that depends on nothing': {
      ...file(sampleRevision({ module: 'depends_on = ("",)' })),
      finds: [{ message: empty('depends_on', 'None'), underlines: '""' }],
    },
    'no id': {
      ...file('def upgrade():\n    pass\n'),
      finds: [{ message: none(PATH), underlines: '' }],
    },
    'None for an id': {
      ...file(sampleRevision({}).replace('"ab12"', 'None')),
      finds: [{ message: none(PATH), underlines: 'None' }],
    },
    'several ids': {
      ...file(sampleRevision({}).replace('"ab12"', '("ab12", "cd34")')),
      finds: [{ message: '`revision` must be one id. Write it as a text.', underlines: '("ab12", "cd34")' }],
    },
  },
  waits: {},
});
