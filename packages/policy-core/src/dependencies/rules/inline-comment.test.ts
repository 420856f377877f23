import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesInlineComment } from './inline-comment.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const files = (source: string, lock = '') => ({ files: { [SOURCE]: source, [LOCK]: lock } });
const inline = (comment: string) => ({ messageId: 'inline', data: { id: 'backend', comment } });

describeRule(dependenciesInlineComment, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'comments on lines of their own': files('# web\na==1\n    # via b\n', 'a==1\n'),
    'a number sign that belongs to an address': files('a @ https://x.example/a.zip#sha256=00\n'),
    'a number sign behind a byte order mark, which is no white space': files(
      'a @ https://x.example/a\uFEFF#b\n',
    ),
    'a comparison that passes over comments': {
      policy: { dependencies: [{ ...PAIR, sync: { mode: 'mirror' } }] },
      ...files('a==1  # web\n', 'a==1\n'),
    },
    'a file that is brought in, which is not compared line by line': {
      files: { [SOURCE]: '-r base.txt\n', [LOCK]: '-r base.txt\n', 'backend/base.txt': 'a==1  # web\n' },
    },
    'a pair that a change does not touch': { ...files('a==1 # web\n'), change: ['docs/a.md'] },
  },
  breaks: {
    'a comment behind a requirement': {
      ...files('a==1  # web\r\nb==1\t#\r\n', 'a==1\n'),
      finds: [
        { ...inline('# web'), underlines: '# web' },
        { ...inline('#'), underlines: '#' },
      ],
      mendedTo: { [SOURCE]: '# web\r\na==1\r\n#\r\nb==1\r\n' },
    },
    'a comment in the lock': {
      ...files('a==1\n', 'a==1  # via -r requirements.txt\n'),
      finds: [{ ...inline('# via -r requirements.txt'), underlines: '# via -r requirements.txt' }],
      mendedTo: { [LOCK]: '# via -r requirements.txt\na==1\n' },
    },
    'a comment on a line that continues another: it is left to a person': {
      ...files('a==1 \\\n  --hash=sha256:00  # web\n'),
      finds: [{ ...inline('# web'), underlines: '# web' }],
      offers: [],
    },
    'a comment that ends in a backslash, below which the line goes on': {
      ...files('a==1  # web \\\nb==2\n'),
      finds: [{ ...inline('# web \\'), underlines: '# web \\' }],
      offers: [],
    },
    'a comment between a requirement and the options that a backslash joins to it': {
      ...files('a==1 \\\n  \\  # web\n'),
      finds: [{ ...inline('# web'), underlines: '# web' }],
      offers: [],
    },
    'a comment in a file with lines that editors do not show': {
      ...files('a==1 \\\u2028  --pre  # web\n'),
      finds: [{ ...inline('# web'), underlines: '# web' }],
      offers: [],
    },
    'a comment behind white space that Python knows, and most programs do not': {
      ...files('a==1\x1f# web\nb==1\u00a0# api\n'),
      finds: [
        { ...inline('# web'), underlines: '# web' },
        { ...inline('# api'), underlines: '# api' },
      ],
      mendedTo: { [SOURCE]: '# web\na==1\n# api\nb==1\n' },
    },
    'a comment on the first line behind a byte order mark': {
      ...files('\uFEFFa==1  # web\n'),
      finds: [{ ...inline('# web'), underlines: '# web' }],
      mendedTo: { [SOURCE]: '\uFEFF# web\na==1\n' },
    },
  },
  waits: {},
});
