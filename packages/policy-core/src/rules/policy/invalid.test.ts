import { describeRule } from '../../testing/describe-rule.ts';
import { policyInvalid } from './invalid.ts';

const UNTIL = 'Until it is mended this change is judged by the policy of its base.';
const changed = (text: string) => ({ change: ['lockkeeper.json'], files: { 'lockkeeper.json': text } });

describeRule(policyInvalid, {
  keeps: {
    'a policy that can be read': changed('{"version":1}'),
    'a change that leaves the policy alone': { change: ['docs/a.md'] },
    'a policy that is deleted, which another rule reports': {
      change: [{ path: 'lockkeeper.json', status: 'deleted' }],
    },
  },
  breaks: {
    'a key that nothing enforces': {
      ...changed('{"version":1,"protectd":[]}'),
      finds: [
        { message: `Unknown key "protectd". Did you mean "protected"? ${UNTIL}`, underlines: '"protectd"' },
      ],
    },
    'text that is not JSON': {
      ...changed('{"version":1'),
      finds: [
        { message: `The policy cannot be read: a close brace is missing here. ${UNTIL}`, underlines: '' },
      ],
    },
  },
  waits: {},
});
