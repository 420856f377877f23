import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { requirementsFiles } from '../facts/judged-requirements.ts';

export const dependenciesEncoding = defineRule({
  id: 'dependencies/encoding',
  summary: 'Save requirements and locks as readable text.',
  defaultSeverity: 'error',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    unreadable: 'Cannot analyse {path}: {problem}. Make it a regular file, in UTF-8 and at most 2 MB.',
    foreign:
      '{path} is {form}, which Lockkeeper does not judge. Name pip requirements or a pylock.toml in the policy.',
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
