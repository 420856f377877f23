import { observed, unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { lockStaleEntry } from './lock-stale-entry.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';

const pair = (source: string, lock: string) => ({ files: { [SOURCE]: source, [LOCK]: lock } });
const inMode = (mode: string) => ({
  policy: { dependencies: [{ id: 'backend', source: SOURCE, lock: LOCK, sync: { mode } }] },
});
const stale = (entry: string) => ({ messageId: 'stale', data: { entry, source: SOURCE } });
const unseen = { messageId: 'unseen', data: { lock: LOCK, source: SOURCE } };
const HASH = `--hash=sha256:${'0'.repeat(64)}`;

describeRule(lockStaleEntry, {
  policy: { dependencies: [{ id: 'backend', source: SOURCE, lock: LOCK }] },
  keeps: {
    'the same lines': pair('a==1\nb==2\n', '# frozen\nb==2\na==1\n'),
    'an empty lock, which another rule reports': pair('a==1\n', ''),
    'another version of a project that the source names, which another rule reports': pair(
      'a==1\n',
      'a==2\n',
    ),
    'no lock': { files: { [SOURCE]: 'a==1\n' } },
    'no source': { files: { [LOCK]: 'a==1\n' } },
    'in the mode mirror: another spelling': { ...pair('A==1\n', `a==1.0 ${HASH}\n`), ...inMode('mirror') },
    'in the mode compiled: what the requirements need in turn': {
      ...pair('a==1\n', 'a==1\nb==2\n'),
      ...inMode('compiled'),
    },
    'a pair that a change does not touch': { ...pair('', 'a==2\n'), change: ['docs/a.md'] },
  },
  breaks: {
    'an entry of a compiled lock that nothing needs': {
      ...pair('a==1\n', 'a==1\n    # via -r requirements.txt\nzz==2\n'),
      ...inMode('compiled'),
      finds: [{ messageId: 'orphan', data: { entry: 'zz==2', source: SOURCE }, underlines: 'zz==2' }],
      offers: [],
    },
    'a line that the source lacks [row 1.16]': {
      ...pair('a==1\n', 'a==1\nb==2\n'),
      finds: [{ ...stale('b==2'), underlines: 'b==2' }],
      offers: [`Remove b==2 from ${LOCK}`, `Copy ${SOURCE} to ${LOCK}`],
    },
    'a line, once however often it stands there': {
      ...pair('a==1\n', 'b==2\na==1\nb==2\n'),
      change: [LOCK],
      finds: [{ ...stale('b==2'), underlines: 'b==2' }],
    },
    'a second pin of a project whose first one is right': {
      ...pair('a==1\n', 'a==1\na==2\n'),
      finds: [{ ...stale('a==2'), underlines: 'a==2' }],
    },
    'a line that shares its place with another one is not removed: both would go': {
      ...pair('a==1\n', 'a==1\u2028b==2\n'),
      finds: [{ ...stale('b==2'), underlines: 'b==2' }],
      offers: [`Copy ${SOURCE} to ${LOCK}`],
    },
    'the copy is offered with what the lock lacks, where it lacks something': {
      ...pair('a==1\n', 'b==2\n'),
      finds: [{ ...stale('b==2'), underlines: 'b==2' }],
      offers: [`Remove b==2 from ${LOCK}`],
    },
    'in the mode mirror: a requirement with its hashes': {
      ...pair('a==1\n', `a==1\nb==2 \\\n    ${HASH}\n    # via a\nc==3\n`),
      ...inMode('mirror'),
      finds: [
        { ...stale('b==2'), underlines: 'b==2' },
        { ...stale('c==3'), underlines: 'c==3' },
      ],
      offers: [`Remove b==2 from ${LOCK}`, `Remove c==3 from ${LOCK}`],
    },
    'in the mode mirror: one of two options of a line, which is left to a person': {
      ...pair('--pre\n', '--pre --no-index\n'),
      ...inMode('mirror'),
      finds: [{ ...stale('--pre --no-index'), underlines: '--pre --no-index' }],
      offers: [],
    },
    'in the mode mirror: what another file brings in, which may be wanted there': {
      files: { [SOURCE]: 'a==1\n', [LOCK]: 'a==1\n-r more.txt\n', 'backend/more.txt': 'b==2\n' },
      ...inMode('mirror'),
      finds: [{ ...stale('b==2'), underlines: 'b==2' }],
      offers: [],
    },
    'a compiled lock in another mode: the pair is told once, and not line by line': {
      files: {
        [SOURCE]: 'a0==1\n',
        [LOCK]: Array.from({ length: 12 }, (_, index) => `a${index}==1\n`).join(''),
      },
      finds: [
        {
          messageId: 'otherMode',
          data: { count: '11', lock: LOCK, source: SOURCE, meant: 'compiled', mode: 'textual' },
          underlines: '',
        },
      ],
    },
  },
  waits: {
    'a source nobody could read': {
      files: {},
      seen: {
        files: {
          [SOURCE]: unobserved('permission was denied'),
          [LOCK]: observed({ kind: 'text', text: 'a==1\n' }),
        },
      },
      waits: [{ ...unseen, because: 'permission was denied' }],
    },
  },
});
