import { describeRule } from '../../../testing/describe-rule.ts';
import { BY_A_PERSON, BY_AN_AGENT, commitOf } from '../../../testing/sample-change.ts';
import { checksNotSkipped } from './checks-not-skipped.ts';

const change = ['docs/a.md'];
const said = (...messages: readonly string[]) => ({
  commits: messages.map((message) => commitOf({ message })),
});
const skipped = (words: string) => ({
  messageId: 'skipped',
  data: { commit: 'cccccccccc', words },
  underlines: undefined,
});

describeRule(checksNotSkipped, {
  keeps: {
    'an agent that lets CI check everything': { change, about: BY_AN_AGENT },
    'a person, who may have a reason': { change, about: { ...BY_A_PERSON, ...said('Fix [skip ci]') } },
    'a bot that is no agent': {
      change,
      about: { ...BY_A_PERSON, ...said('Release [skip ci]'), author: 'release[bot]' },
    },
    'commits nobody saw, which other rules miss': { change, about: { branch: 'auto/x' } },
  },
  breaks: {
    'an agent that asks CI to look away [row 0.05]': {
      change,
      about: { ...BY_AN_AGENT, ...said('Fix it [skip ci]') },
      finds: [skipped('[skip ci]')],
    },
    'one commit among others, by its trailer': {
      change,
      about: { ...BY_AN_AGENT, ...said('Fix it', 'Fix more\n\n\nskip-checks: true\n') },
      finds: [skipped('skip-checks: true')],
    },
  },
  waits: {
    'where nobody knows who made the change': {
      change,
      about: { branch: 'feature/x', ...said('Fix it [no ci]') },
      waits: [
        {
          messageId: 'skipped',
          data: { commit: 'cccccccccc', words: '[no ci]' },
          because: 'no author was given',
        },
      ],
    },
  },
});
