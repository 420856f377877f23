import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { requirementsFiles } from '../facts/judged-requirements.ts';

export const dependenciesEncoding = defineRule({
  id: 'dependencies/encoding',
  summary: 'Requirements and locks are text that can be read.',
  defaultSeverity: 'error',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    unreadable:
      '{path} cannot be analysed: {problem}. Make it a file of its own, in UTF-8 and of at most 2 MB.',
    foreign:
      '{path} is {form}, which is not judged. Name requirements of pip or a pylock.toml in the policy.',
  },

  *check(_get, { path, file, pair, from }) {
    if (!file.known || file.value.kind !== 'unreadable') return;
    const { problem, form } = file.value;
    const said =
      form === undefined
        ? ({ messageId: 'unreadable', data: { path, problem } } as const)
        : ({ messageId: 'foreign', data: { path, form } } as const);
    const names = [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }];
    yield {
      kind: 'violation',
      ...said,
      at: startOf(path),
      related:
        from === undefined ? names : [{ message: 'This line brings the file in.', at: from }, ...names],
    };
  },
});
