import { describeRule } from '../../../testing/describe-rule.ts';
import { policyInvalid } from './invalid.ts';

const changed = (text: string) => ({ change: ['lockkeeper.json'], files: { 'lockkeeper.json': text } });

describeRule(policyInvalid, {
  keeps: {
    'a policy that can be read': changed('{"version":1}'),
    'a change that leaves the policy alone': { change: ['docs/a.md'] },
    'a policy that gets another of its names': {
      change: [
        { path: 'lockkeeper.json', status: 'deleted' },
        { path: 'lockkeeper.yaml', status: 'added' },
      ],
      files: { 'lockkeeper.yaml': 'version: 1' },
    },
    'a second policy that is taken away': { change: [{ path: 'lockkeeper.yml', status: 'deleted' }] },
    'a file of that name in a folder': { change: ['docs/lockkeeper.yaml'] },
    'a policy that is deleted, which another rule reports': {
      change: [{ path: 'lockkeeper.json', status: 'deleted' }],
    },
  },
  breaks: {
    'a second policy beside the one it is judged by': {
      change: [{ path: 'lockkeeper.yml', status: 'added' }],
      files: { 'lockkeeper.yml': 'version: 1' },
      finds: [
        {
          messageId: 'second',
          data: { path: 'lockkeeper.json', other: 'lockkeeper.yml' },
          underlines: '',
        },
      ],
    },
    'a policy that is replaced by two': {
      change: [
        { path: 'lockkeeper.json', status: 'deleted' },
        { path: 'lockkeeper.toml', status: 'added' },
        { path: 'lockkeeper.yaml', status: 'added' },
      ],
      files: { 'lockkeeper.yaml': 'version: 1', 'lockkeeper.toml': 'version = 1' },
      finds: [
        {
          messageId: 'second',
          data: { path: 'lockkeeper.yaml', other: 'lockkeeper.toml' },
          underlines: '',
        },
      ],
    },
    'a new form of the policy that cannot be read': {
      change: [
        { path: 'lockkeeper.json', status: 'deleted' },
        { path: 'lockkeeper.yaml', status: 'added' },
      ],
      files: { 'lockkeeper.yaml': 'version: 2' },
      finds: [{ messageId: 'problem', data: { problem: 'version must be 1.' }, underlines: '2' }],
    },
    'a policy that is swapped for a link': {
      change: [{ path: 'lockkeeper.json', status: 'type-changed' }],
      seen: {
        files: {
          'lockkeeper.json': { known: true, value: { kind: 'unreadable', problem: 'it is a symbolic link' } },
        },
      },
      finds: [
        {
          messageId: 'problem',
          data: { problem: 'The policy cannot be read: it is a symbolic link. Write it as a text file.' },
          underlines: undefined,
        },
      ],
    },
    'a key that nothing enforces': {
      ...changed('{"version":1,"protectd":[]}'),
      finds: [
        {
          messageId: 'problem',
          data: { problem: 'Unknown key "protectd". Did you mean "protected"?' },
          underlines: '"protectd"',
        },
      ],
    },
    'text that is not JSON': {
      ...changed('{"version":1'),
      finds: [
        {
          messageId: 'problem',
          data: { problem: 'The policy cannot be read: a close brace is missing here.' },
          underlines: '',
        },
      ],
    },
  },
  waits: {},
});
