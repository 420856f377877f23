import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesEnvVar } from './env-var.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const source = (text: string) => ({ files: { [SOURCE]: text, [LOCK]: '' } });
const filledIn = (variable: string) => ({ messageId: 'filledIn', data: { variable } });

describeRule(dependenciesEnvVar, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'plain requirements': source('a==1\nb==2  # ${HOME}\n'),
    'what looks like a variable and is none to pip': source('a==${version}\nb==$VERSION\nc==%VERSION%\n'),
    'a policy that lets variables in': {
      policy: { dependencies: [{ ...PAIR, env_vars: 'allow' }] },
      ...source('a==${VERSION}\n'),
    },
    'a pair that a change does not touch': { ...source('a==${VERSION}\n'), change: ['docs/a.md'] },
  },
  breaks: {
    'a variable in a version, in an option and as a whole line': {
      ...source('a==${VERSION}\n--index-url https://${PIP_TOKEN_1}@x.example/${PIP_TOKEN_1}\n${MORE}\n'),
      finds: ['${VERSION}', '${PIP_TOKEN_1}', '${PIP_TOKEN_1}', '${MORE}'].map((name) => ({
        ...filledIn(name),
        underlines: name,
      })),
    },
    'a variable that a policy denies in so many words': {
      policy: { dependencies: [{ ...PAIR, env_vars: 'deny' }] },
      ...source('a==${A}${B}\n'),
      finds: ['${A}', '${B}'].map((name) => ({ ...filledIn(name), underlines: name })),
    },
    'a variable in a file that is brought in': {
      files: { [SOURCE]: '-r base.txt\n', [LOCK]: '', 'backend/base.txt': 'a==${VERSION}\n' },
      finds: [{ ...filledIn('${VERSION}'), underlines: '${VERSION}' }],
    },
  },
  waits: {},
});
