import { z } from 'zod';

import { requirementsPairs, type RequirementsPair } from '../facts/requirements-pair.ts';
import { normalizedProject } from '../packaging/project-name.ts';
import { defineRule, type Outcome } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { unpinnedOutcomes, type UnpinnedMessage } from '../unpinned-outcome.ts';
import { unseenFile } from '../../engine/unseen-file.ts';
import { requirementsFiles } from '../facts/judged-requirements.ts';

type MessageId = UnpinnedMessage | 'missing' | 'unseen' | 'unreadable';

export const requirementsPinned = defineRule({
  id: 'dependencies/requirements-pinned',
  summary: 'Every requirement pins exactly one version with ==.',
  defaultSeverity: 'error',
  judges: [requirementsFiles],

  options: z.strictObject({
    /** Projects that may float, in any spelling pip takes for the same. */
    allowUnpinned: z.array(z.string().transform(normalizedProject)).default([]),
  }),

  messages: {
    noVersion: '{name} has no version. Write {name}==<version>.',
    comparesText: '{name}{specifier} compares text, not versions. Write == instead of ===.',
    notExact: '{name}{specifier} admits more than one version. Pin one with ==.',
    unjudged: '{content} cannot be judged. Write it as name==version, or take it out.',
    missing: '{path} does not exist. Create it, or take the pair {id} out of the policy.',
    unseen: '{path} was not read.',
    unreadable: 'It cannot be told whether {path} pins its requirements.',
  },

  *check(get, { options: { allowUnpinned } }) {
    for (const pair of get(requirementsPairs)) yield* judgeSource(pair);
    yield* unpinnedOutcomes(get, 'source', allowUnpinned);
  },
});

function* judgeSource({ pair, source }: RequirementsPair): Iterable<Outcome<MessageId>> {
  const path = pair.source;
  if (!source.known) yield unseenFile('unseen', path, source.reason);
  else if (source.value.kind === 'unreadable') yield unseenFile('unreadable', path, source.value.problem);
  else if (source.value.kind === 'absent') {
    yield {
      kind: 'violation',
      messageId: 'missing',
      data: { path, id: pair.id },
      at: startOf(path),
      related: [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }],
    };
  }
}
