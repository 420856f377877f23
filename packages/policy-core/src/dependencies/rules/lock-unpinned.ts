import { z } from 'zod';

import { requirementsPairs, type RequirementsPair } from '../facts/requirements-pair.ts';
import { normalizedProject } from '../packaging/project-name.ts';
import { defineRule, type Outcome } from '../../engine/rule.ts';
import { unpinnedOutcomes, type UnpinnedMessage } from '../unpinned-outcome.ts';
import { unseenFile } from '../../engine/unseen-file.ts';
import { requirementsFiles } from '../facts/judged-requirements.ts';

type MessageId = UnpinnedMessage | 'unseen' | 'unreadable';

export const lockUnpinned = defineRule({
  id: 'dependencies/lock-unpinned',
  summary: 'A lock names exactly one version of everything.',
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
    unseen: '{path} was not read.',
    unreadable: 'It cannot be told whether {path} pins its requirements.',
  },

  *check(get, { options: { allowUnpinned } }) {
    for (const pair of get(requirementsPairs)) yield* judgeLock(pair);
    yield* unpinnedOutcomes(get, 'lock', allowUnpinned);
  },
});

/** A lock that does not exist is for dependencies/lock-missing to report. */
function* judgeLock({ pair, lock }: RequirementsPair): Iterable<Outcome<MessageId>> {
  if (!lock.known) yield unseenFile('unseen', pair.lock, lock.reason);
  else if (lock.value.kind === 'unreadable') yield unseenFile('unreadable', pair.lock, lock.value.problem);
}
