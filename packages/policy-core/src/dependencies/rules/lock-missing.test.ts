import { observed, unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { lockMissing } from './lock-missing.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const missing = {
  messageId: 'missing',
  data: { lock: LOCK, source: SOURCE },
  underlines: '',
};

describeRule(lockMissing, {
  policy: { dependencies: [{ id: 'backend', source: SOURCE, lock: LOCK }] },
  keeps: {
    'a lock': { files: { [SOURCE]: 'a==1\n', [LOCK]: 'a==1\n' } },
    'an empty lock, which another rule compares': { files: { [SOURCE]: 'a==1\n', [LOCK]: '' } },
    'a change of something else': { files: { [SOURCE]: 'a==1\n' }, change: ['docs/a.md'] },
    'a pair of which nothing is left, which another rule reports': { files: {} },
    'a lock that is not text, which another rule reports': {
      files: { [SOURCE]: 'a==1\n' },
      seen: {
        files: {
          [SOURCE]: observed({ kind: 'text', text: 'a==1\n' }),
          [LOCK]: observed({ kind: 'unreadable', problem: 'it is a symbolic link' }),
        },
      },
    },
  },
  breaks: {
    'no lock in the whole tree [row 1.16]': {
      files: { [SOURCE]: 'a==1\n' },
      finds: [missing],
      offers: [`Create ${LOCK}`],
    },
    'no lock of requirements that are not all pinned: nobody knows what it would hold': {
      files: { [SOURCE]: 'a==1\nb>=2\n' },
      finds: [missing],
      offers: [],
    },
    'no lock of requirements with an address': {
      files: { [SOURCE]: 'a @ https://files.example/a.zip\n' },
      finds: [missing],
      offers: [],
    },
    'no lock of requirements that bring in what cannot be seen': {
      files: { [SOURCE]: '-r more.txt\na==1\n' },
      finds: [missing],
      offers: [],
    },
    'no compiled lock, which only its tool can write': {
      policy: { dependencies: [{ id: 'backend', source: SOURCE, lock: LOCK, sync: { mode: 'compiled' } }] },
      files: { [SOURCE]: 'a==1\n' },
      finds: [missing],
      offers: [],
    },
    'no lock that mirrors what several files ask for': {
      policy: { dependencies: [{ id: 'backend', source: SOURCE, lock: LOCK, sync: { mode: 'mirror' } }] },
      files: { [SOURCE]: '-r more.txt\na==1\n', 'backend/more.txt': 'b==2\n' },
      finds: [missing],
      offers: [`Create ${LOCK}`],
    },
    'a lock that a change deletes [attack deps-nolock]': {
      files: { [SOURCE]: 'a==1\n' },
      change: [{ path: LOCK, status: 'deleted' }],
      finds: [missing],
    },
    'requirements that a change brings without a lock': {
      files: { [SOURCE]: 'a==1\n' },
      change: [{ path: SOURCE, status: 'added' }],
      seen: {
        files: {
          [SOURCE]: observed({ kind: 'text', text: 'a==1\n' }),
          [LOCK]: observed({ kind: 'absent' }),
        },
      },
      finds: [missing],
    },
    'no lock, of requirements that nobody could read': {
      files: { [SOURCE]: '' },
      seen: {
        files: { [SOURCE]: unobserved('permission was denied'), [LOCK]: observed({ kind: 'absent' }) },
      },
      finds: [missing],
    },
  },
  waits: {
    'a lock nobody could look for': {
      files: { [SOURCE]: 'a==1\n' },
      change: [SOURCE],
      waits: [{ messageId: 'unseen', data: { path: LOCK }, because: 'its text was not given' }],
    },
  },
});
