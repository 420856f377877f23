import { describeRule } from '../../../testing/describe-rule.ts';
import { policyMissing } from './missing.ts';

describeRule(policyMissing, {
  keeps: {
    'a change that leaves the policy alone': { change: ['docs/a.md'] },
    'a change of the policy that can be read': {
      change: ['lockkeeper.json'],
      files: { 'lockkeeper.json': '{"version":1}' },
    },
    'a policy that gets another of its names': {
      change: [
        { path: 'lockkeeper.json', status: 'deleted' },
        { path: 'lockkeeper.toml', status: 'added' },
      ],
      files: { 'lockkeeper.toml': 'version = 1' },
    },
    'a whole tree, in which nothing is taken away': { files: {} },
  },
  breaks: {
    'a change that deletes the policy it is judged by': {
      change: [{ path: 'lockkeeper.json', status: 'deleted' }],
      finds: [
        {
          messageId: 'deleted',
          data: { path: 'lockkeeper.json' },
          underlines: undefined,
        },
      ],
    },
  },
  waits: {
    'a policy under another name that was not read': {
      change: [
        { path: 'lockkeeper.json', status: 'deleted' },
        { path: 'lockkeeper.toml', status: 'added' },
      ],
      waits: [
        {
          messageId: 'unseen',
          data: { path: 'lockkeeper.toml' },
          because: 'its new text was not read',
        },
      ],
    },
    'a new text of the policy that was not read': {
      change: ['lockkeeper.json'],
      waits: [
        {
          messageId: 'unseen',
          data: { path: 'lockkeeper.json' },
          because: 'its new text was not read',
        },
      ],
    },
  },
});
