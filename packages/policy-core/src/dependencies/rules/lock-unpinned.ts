import { z } from 'zod';

import { normalizedProject } from '../packaging/project-name.ts';
import { defineRule } from '../../engine/rule.ts';
import { unpinnedOutcomes, unreadOutcomes } from '../unpinned-outcome.ts';
import { requirementsFiles } from '../facts/judged-requirements.ts';

export const lockUnpinned = defineRule({
  id: 'dependencies/lock-unpinned',
  summary: 'Pin everything in a lock to one version.',
  defaultSeverity: 'error',
  subjects: requirementsFiles,

  options: z.strictObject({
    /** Projects that may float, in any spelling pip takes for the same. */
    allowUnpinned: z.array(z.string().transform(normalizedProject)).default([]),
  }),

  messages: {
    noVersion: '{name} has no version. Write {name}==<version>.',
    comparesText: '{name}{specifier} compares text, not versions. Write == instead of ===.',
    notExact: '{name}{specifier} allows more than one version. Pin one with ==.',
    unjudged: 'Lockkeeper cannot judge {content}. Write it as name==version, or remove it.',
    unseen: 'Lockkeeper did not read {path}.',
    unreadable: 'Cannot determine whether {path} pins its requirements.',
  },

  *check(get, judged, { options: { allowUnpinned } }) {
    const { role, path, file } = judged;
    // A lock that does not exist is for dependencies/lock-missing to report.
    if (role === 'lock') yield* unreadOutcomes(path, file);
    yield* unpinnedOutcomes(get, judged, { side: 'lock', allowed: allowUnpinned });
  },
});
