import { observed, unobserved } from '../../known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { lockInSync } from './lock-in-sync.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';

const pair = (source: string, lock: string) => ({ files: { [SOURCE]: source, [LOCK]: lock } });
const notInLock = (entry: string) =>
  `${entry} is not in ${LOCK}. Regenerate the lock, or add the line to it.`;
const notInSource = (entry: string) =>
  `${entry} is not in ${SOURCE}. Regenerate the lock, or remove the line.`;

describeRule(lockInSync, {
  policy: { dependencies: [{ id: 'backend', source: SOURCE, lock: LOCK }] },
  keeps: {
    'the same lines': pair('a==1\nb==2\n', 'a==1\nb==2\n'),
    'another order, a repetition, comments, blank lines, spaces around, a byte order mark, Windows line ends':
      pair('a==1\nb==2\n', '\uFEFF# made by pip-compile\r\n\r\n  b==2\r\na==1  \r\na==1\r\n'),
    'two empty files': pair('', ''),
    'a source that does not exist, which another rule reports': { files: { [LOCK]: 'a==1\n' } },
    'a lock that does not exist, which another rule reports': { files: { [SOURCE]: 'a==1\n' } },
    'a lock that a change deletes, which it reports as well': {
      files: { [SOURCE]: 'a==1\n' },
      change: [{ path: LOCK, status: 'deleted' }],
    },
    'a pair that a change does not touch': { ...pair('a==1\n', 'a==2\n'), change: ['docs/a.md'] },
  },
  breaks: {
    'a pin that the lock lacks is added to it [attack deps-desync]': {
      ...pair('a==1\nb==2\n', 'a==1\n'),
      finds: [{ message: notInLock('b==2'), underlines: 'b==2' }],
      offers: [`Add b==2 to ${LOCK}`],
      mendedTo: { [LOCK]: 'a==1\nb==2\n' },
    },
    'a lock without a line end at its end, and with Windows line ends': {
      ...pair('a==1\nb==2\n', 'c==3\r\na==1'),
      finds: [
        { message: notInSource('c==3'), underlines: 'c==3' },
        { message: notInLock('b==2'), underlines: 'b==2' },
      ],
      offers: [`Remove c==3 from ${LOCK}`, `Add b==2 to ${LOCK}`],
    },
    'a line that stands in the lock twice is removed twice': {
      ...pair('a==1\n', 'b==2\na==1\nb==2\n'),
      finds: [{ message: notInSource('b==2'), underlines: 'b==2' }],
      offers: [`Remove b==2 from ${LOCK}`],
    },
    'a line that shares its place with another one is not removed: both would go': {
      ...pair('a==1\n', 'a==1\u2028b==2\n'),
      finds: [{ message: notInSource('b==2'), underlines: 'b==2' }],
      offers: [],
    },
    'another version in each: a person chooses': {
      ...pair('a==1\n', 'a==2\n'),
      finds: [
        { message: notInSource('a==2'), underlines: 'a==2' },
        { message: notInLock('a==1'), underlines: 'a==1' },
      ],
      offers: [`Replace a==2 by a==1 in ${LOCK}`],
    },
    'an inline comment, which the textual comparison keeps': {
      ...pair('a==1  # pinned\n', 'a==1\n'),
      finds: [
        { message: notInSource('a==1'), underlines: 'a==1' },
        { message: notInLock('a==1  # pinned'), underlines: 'a==1  # pinned' },
      ],
    },
    'a line that is no pin is never proposed for the lock': {
      ...pair('a>=1\nb\n', 'a==1\n'),
      finds: [
        { message: notInSource('a==1'), underlines: 'a==1' },
        { message: notInLock('a>=1'), underlines: 'a>=1' },
        { message: notInLock('b'), underlines: 'b' },
      ],
      offers: [],
    },
    'a lock that names a project twice: nobody can say which line to replace': {
      ...pair('a==1\n', 'a==2\na==3\n'),
      finds: [
        { message: notInSource('a==2'), underlines: 'a==2' },
        { message: notInSource('a==3'), underlines: 'a==3' },
        { message: notInLock('a==1'), underlines: 'a==1' },
      ],
      offers: [],
    },
    'a stale line, once however often it stands there': {
      ...pair('a==1\n', 'a==1\nb==2\nb==2\n'),
      change: [LOCK],
      finds: [{ message: notInSource('b==2'), underlines: 'b==2' }],
    },
    'a separator that editors do not show cannot hide a line': {
      ...pair('a==1\u0085b==2\n', 'a==1\n'),
      finds: [{ message: notInLock('b==2'), underlines: 'b==2' }],
    },
    'a lock that is not text': {
      files: { [SOURCE]: 'a==1\n' },
      seen: {
        files: {
          [SOURCE]: observed({ kind: 'text', text: 'a==1\n' }),
          [LOCK]: observed({ kind: 'unreadable', problem: 'it is a symbolic link' }),
        },
      },
      finds: [
        {
          message: `${LOCK} cannot be compared: it is a symbolic link. Save it as UTF-8 text of at most 2 MB.`,
          underlines: undefined,
        },
      ],
    },
  },
  waits: {
    'a lock nobody could read': {
      files: { [SOURCE]: 'a==1\n' },
      change: [SOURCE],
      waits: [{ message: `${SOURCE} and ${LOCK} cannot be compared.`, because: 'its text was not given' }],
    },
    'neither file': {
      files: {},
      seen: {
        files: { [SOURCE]: unobserved('permission was denied'), [LOCK]: unobserved('the disk failed') },
      },
      waits: [
        {
          message: `${SOURCE} and ${LOCK} cannot be compared.`,
          because: 'permission was denied; the disk failed',
        },
      ],
    },
  },
});
