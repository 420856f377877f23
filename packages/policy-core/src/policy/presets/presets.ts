import type { z } from 'zod';

import { ENFORCERS } from '../enforcers/known-tools.ts';
import type { policySchema } from '../policy-schema.ts';
import { MAYASSISTANT } from './mayassistant.ts';

export interface Preset {
  readonly name: string;
  readonly description: string;
  readonly value: Omit<z.input<typeof policySchema>, 'version' | 'extends'>;
}

/** Starting points a policy may extend; each holds only keys that something enforces or generates. */
export const PRESETS: readonly Preset[] = [
  {
    name: 'alembic',
    description: 'Alembic revisions where `alembic init alembic` puts them.',
    value: { migrations: { alembic: ['alembic/versions'] } },
  },
  {
    name: 'self-protection',
    description:
      'More of what a check runs through changes only with an approval: build files, editor and test settings.',
    value: {
      integrity: {
        self_protect: {
          paths: [
            ...ENFORCERS.flatMap(withEntry),
            '.vscode',
            'Makefile',
            '**/package.json',
            'tox.ini',
            'noxfile.py',
            '**/conftest.py',
          ],
        },
      },
    },
  },
  {
    name: 'mayassistant',
    description:
      'The names of MayAssistant: its backend requirements, deploy record, guard workflow and stamp script.',
    value: MAYASSISTANT,
  },
];

/**
 * A bare name covers the folder, what is below it, and a link that takes its place. In one dialect that holds with a
 * wildcard before the name too, in the other both are to be said.
 */
function withEntry(pattern: string): readonly string[] {
  const entry = pattern.replace(/\/\*\*$/, '');
  return entry !== pattern && entry.includes('*') ? [entry, pattern] : [entry];
}
