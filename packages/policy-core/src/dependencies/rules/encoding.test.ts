import { observed, unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesEncoding } from './encoding.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const text = (said: string) => observed({ kind: 'text', text: said } as const);
const unreadable = (problem: string) => observed({ kind: 'unreadable', problem } as const);
const cannot = (path: string, problem: string) => ({ messageId: 'unreadable', data: { path, problem } });

describeRule(dependenciesEncoding, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'files of text': { files: { [SOURCE]: '\ufeffa==1  # caf\u00e9\n', [LOCK]: 'a==1\n' } },
    'files that are not there, which other rules report': { files: {} },
    'files nobody looked at, which other rules report': {
      files: {},
      seen: { files: { [SOURCE]: unobserved('permission was denied'), [LOCK]: text('') } },
    },
    'a pair that a change does not touch': {
      files: {},
      change: ['docs/a.md'],
      seen: { files: { [SOURCE]: unreadable('it is a binary file') } },
    },
  },
  breaks: {
    'a source that is no text, and a lock in another encoding': {
      files: {},
      seen: {
        files: {
          [SOURCE]: unreadable('it is a binary file'),
          [LOCK]: unreadable('it is not valid UTF-8'),
        },
      },
      finds: [
        { ...cannot(LOCK, 'it is not valid UTF-8'), underlines: undefined },
        { ...cannot(SOURCE, 'it is a binary file'), underlines: undefined },
      ],
    },
    'a lock of another form': {
      policy: { dependencies: [{ ...PAIR, lock: 'backend/uv.lock' }] },
      files: { [SOURCE]: 'a==1\n', 'backend/uv.lock': 'version = 1\n' },
      finds: [
        {
          messageId: 'foreign',
          data: { path: 'backend/uv.lock', form: 'a lock of uv' },
          underlines: '',
        },
      ],
    },
    'more than two megabytes': {
      files: { [SOURCE]: '# padding\n'.repeat(220_000), [LOCK]: '' },
      finds: [
        {
          ...cannot(SOURCE, 'it has 2.1 MB and more than 2 MB is not analysed'),
          underlines: '',
        },
      ],
    },
    'a file that is brought in, as requirements or as constraints': {
      files: {},
      seen: {
        files: {
          [SOURCE]: text('-r base.txt\n-c limits.txt\n'),
          [LOCK]: text(''),
          'backend/base.txt': unreadable('it is a folder'),
          'backend/limits.txt': unreadable('it is a symbolic link'),
        },
      },
      finds: [
        { ...cannot('backend/base.txt', 'it is a folder'), underlines: undefined },
        { ...cannot('backend/limits.txt', 'it is a symbolic link'), underlines: undefined },
      ],
    },
  },
  waits: {},
});
