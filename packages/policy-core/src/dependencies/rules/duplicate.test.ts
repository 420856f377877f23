import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesDuplicate } from './duplicate.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const files = (source: string, lock = '') => ({ files: { [SOURCE]: source, [LOCK]: lock } });
const again = (name: string, path = SOURCE) => ({ messageId: 'again', data: { name, path } });

describeRule(dependenciesDuplicate, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'each package once': files('a==1\nb==1\n', 'a==1\nb==1\n'),
    'one package with other extras, versions or machines': files(
      'a==1\na[x]==1\nb==1\nb>=1\nc==1 ; os_name == "nt"\nc==1 ; os_name != "nt"\n',
    ),
    'a package in a comment': files('a==1\n# a==1\n'),
    'a pair that a change does not touch': { ...files('a==1\na==1\n'), change: ['docs/a.md'] },
  },
  breaks: {
    'the same line twice: the second one goes': {
      ...files('a==1\nb==1\na==1\n'),
      finds: [{ ...again('a'), underlines: 'a' }],
      mendedTo: { [SOURCE]: 'a==1\nb==1\n' },
    },
    'twins that are spelled in two ways: a person chooses': {
      ...files('Foo.Bar==1.0\nfoo_bar == 1\n'),
      finds: [{ ...again('foo_bar'), underlines: 'foo_bar' }],
      offers: ['Take the second foo_bar out'],
    },
    'a line with a comment that would be lost: a person chooses': {
      ...files('a==1\na==1  # for the reports\n'),
      finds: [{ ...again('a'), underlines: 'a' }],
      offers: ['Take the second a out'],
    },
    'a line with another comment below: a person chooses': {
      ...files('', 'a==1\n    # via b\na==1\n    # via c\n'),
      finds: [{ ...again('a', LOCK), underlines: 'a' }],
      offers: ['Take the second a out'],
    },
    'a line that says less than the first one: it goes': {
      ...files('', 'a==1\n    # via b\na==1\n'),
      finds: [{ ...again('a', LOCK), underlines: 'a' }],
      mendedTo: { [LOCK]: 'a==1\n    # via b\n' },
    },
    'a line that another requirement shares in the editor: it is left to a person': {
      ...files('a==1\nb==2\u2028a==1\n'),
      finds: [{ ...again('a'), underlines: 'a' }],
      offers: [],
    },
    'a line over several lines with its comments': {
      ...files(
        '',
        'a==1 \\\n    --hash=sha256:00\n    # via b\na==1 \\\n    --hash=sha256:00\n    # via b\nb==1\n',
      ),
      finds: [{ ...again('a', LOCK), underlines: 'a' }],
      mendedTo: { [LOCK]: 'a==1 \\\n    --hash=sha256:00\n    # via b\nb==1\n' },
    },
    'three of a kind': {
      ...files('a==1\na==1\na==1\n'),
      finds: [
        { ...again('a'), underlines: 'a' },
        { ...again('a'), underlines: 'a' },
      ],
      mendedTo: { [SOURCE]: 'a==1\n' },
    },
    'a line of a file that is brought in': {
      files: { [SOURCE]: '-r base.txt\na==1\n', [LOCK]: '', 'backend/base.txt': 'a==1\n' },
      finds: [{ ...again('a'), underlines: 'a' }],
      offers: ['Take the second a out'],
    },
  },
  waits: {},
});
