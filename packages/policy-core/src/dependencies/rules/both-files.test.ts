import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesBothFiles } from './both-files.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK, on_change: { both_files: true } };
const oneOnly = (path: string, other: string) => ({ messageId: 'oneOnly', data: { path, other } });

describeRule(dependenciesBothFiles, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'both files': { change: [LOCK, SOURCE] },
    'neither file': { change: ['docs/a.md'] },
    'both files, taken away': {
      change: [
        { path: SOURCE, status: 'deleted' },
        { path: LOCK, status: 'deleted' },
      ],
    },
    'one file, where nothing asks for both': {
      policy: { dependencies: [{ id: 'backend', source: SOURCE, lock: LOCK }] },
      change: [SOURCE],
    },
    'one file, where both are not needed': {
      policy: { dependencies: [{ ...PAIR, on_change: { both_files: false } }] },
      change: [SOURCE],
    },
    'a file that both bring in': {
      files: { [SOURCE]: '-r base.txt\n', [LOCK]: '-r base.txt\n', 'backend/base.txt': 'a==1\n' },
      change: ['backend/base.txt'],
    },
    'an open document: the other file is not on the screen': {
      files: { [SOURCE]: 'a==1\n' },
      change: [SOURCE],
      seen: { focus: { kind: 'document', path: SOURCE } },
    },
    'a lock that was made anew from ranges that stay as they are': {
      policy: { dependencies: [{ ...PAIR, sync: { mode: 'compiled' } }] },
      change: [LOCK],
    },
    'a whole tree': { files: { [SOURCE]: 'a==1\n' } },
  },
  breaks: {
    'requirements without their lock': {
      change: [SOURCE, 'docs/a.md'],
      finds: [{ ...oneOnly(SOURCE, LOCK), underlines: undefined }],
    },
    'ranges without the lock that is compiled from them': {
      policy: { dependencies: [{ ...PAIR, sync: { mode: 'compiled' } }] },
      change: [SOURCE],
      finds: [{ ...oneOnly(SOURCE, LOCK), underlines: undefined }],
    },
    'a lock alone, although its source names versions': {
      policy: { dependencies: [{ ...PAIR, sync: { mode: 'compiled' }, pinned: { source: 'exact' } }] },
      change: [LOCK],
      finds: [{ ...oneOnly(LOCK, SOURCE), underlines: undefined }],
    },
    'a lock without its requirements': {
      change: [LOCK],
      finds: [{ ...oneOnly(LOCK, SOURCE), underlines: undefined }],
    },
    'a lock that is taken away [attack deps-nolock]': {
      change: [{ path: LOCK, status: 'deleted' }],
      finds: [{ ...oneOnly(LOCK, SOURCE), underlines: undefined }],
    },
    'an agent that ends its turn with one of them': {
      files: { [SOURCE]: 'a==1\n', [LOCK]: 'a==1\n' },
      change: [SOURCE],
      stage: 'hook',
      finds: [{ ...oneOnly(SOURCE, LOCK), underlines: '' }],
    },
    'a commit on a desk': {
      change: [SOURCE],
      stage: 'local',
      finds: [{ ...oneOnly(SOURCE, LOCK), underlines: undefined }],
    },
  },
  waits: {
    'for the second file, while an agent writes one after the other': {
      files: { [SOURCE]: 'a==1\n' },
      change: [SOURCE],
      stage: 'hook',
      waits: [{ ...oneOnly(SOURCE, LOCK), because: 'its text was not given' }],
    },
  },
});
