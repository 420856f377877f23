import { unobserved } from '../../../model/known.ts';
import { describeRule } from '../../../testing/describe-rule.ts';
import { policyDiffIncomplete } from './diff-incomplete.ts';

const lost = unobserved('this is a shallow clone');

describeRule(policyDiffIncomplete, {
  keeps: {
    'a change that was seen whole': { change: ['docs/a.md'] },
    'a change of nothing': { change: [] },
    'a tree, which has no change': { files: { 'docs/a.md': '' } },
    'an open document, whose change may be unknown': {
      change: [],
      seen: { focus: { kind: 'document', path: 'a.py' }, change: lost },
    },
  },
  breaks: {
    'a list that ends where a page of the forge ends': {
      change: Array.from({ length: 300 }, (_, index) => `docs/${index}.md`),
      about: { isCutShort: true },
      finds: [
        {
          messageId: 'cutShort',
          data: { count: '300' },
          underlines: undefined,
        },
      ],
    },
  },
  waits: {
    'a change nobody could see': {
      change: [],
      seen: { change: lost },
      waits: [{ messageId: 'unseen', data: {}, because: 'this is a shallow clone' }],
    },
    'a release nobody could see': {
      change: [],
      seen: { focus: { kind: 'release' }, change: lost },
      waits: [{ messageId: 'unseen', data: {}, because: 'this is a shallow clone' }],
    },
  },
});
