import { z } from 'zod';

import { missingSources } from '../facts/requirements-pair.ts';
import { normalizedProject } from '../packaging/project-name.ts';
import { defineRule, type Outcome } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { unpinnedOutcomes, unreadOutcomes } from '../unpinned-outcome.ts';
import type { DependencyPair } from '../../policy/policy.ts';
import { requirementsFiles } from '../facts/judged-requirements.ts';

export const requirementsPinned = defineRule({
  id: 'dependencies/requirements-pinned',
  summary: 'Pin every requirement to one version with ==.',
  defaultSeverity: 'error',
  subjects: [requirementsFiles, missingSources],

  options: z.strictObject({
    /** Projects that may float, in any spelling pip takes for the same. */
    allowUnpinned: z.array(z.string().transform(normalizedProject)).default([]),
  }),

  messages: {
    noVersion: '{name} has no version. Write {name}==<version>.',
    comparesText: '{name}{specifier} compares text, not versions. Write == instead of ===.',
    notExact: '{name}{specifier} allows more than one version. Pin one with ==.',
    unjudged: 'Lockkeeper cannot judge {content}. Write it as name==version, or remove it.',
    missing: '{path} does not exist. Create it, or remove the pair {id} from the policy.',
    unseen: 'Lockkeeper did not read {path}.',
    unreadable: 'Cannot determine whether {path} pins its requirements.',
  },

  *check(get, judged, { options: { allowUnpinned } }) {
    if (!('role' in judged)) {
      yield missing(judged);
      return;
    }
    const { role, path, file } = judged;
    if (role === 'source') yield* unreadOutcomes(path, file);
    yield* unpinnedOutcomes(get, judged, { side: 'source', allowed: allowUnpinned });
  },
});

function missing({ id, source, at }: DependencyPair): Outcome<'missing'> {
  return {
    kind: 'violation',
    messageId: 'missing',
    data: { path: source, id },
    at: startOf(source),
    related: [{ message: `The policy names the pair ${id} here.`, at }],
  };
}
