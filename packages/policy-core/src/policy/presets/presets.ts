import type { z } from 'zod';

import { ENFORCERS } from '../enforcers/known-tools.ts';
import type { policySchema } from '../policy-schema.ts';

export interface Preset {
  readonly name: string;
  readonly description: string;
  readonly value: Omit<z.input<typeof policySchema>, 'version' | 'extends'>;
}

/** Starting points a policy may extend; each holds only keys that something enforces. */
export const PRESETS: readonly Preset[] = [
  {
    name: 'python-backend',
    description: 'A Python service below backend/: pinned requirements with a lock, and the deploy record.',
    value: {
      dependencies: [
        { id: 'backend', source: 'backend/requirements.txt', lock: 'backend/requirements.lock' },
      ],
      deployment: { record: 'infrastructure/LAST_PROD_DEPLOY.json' },
    },
  },
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
];

/**
 * A bare name covers the folder, what is below it, and a link that takes its place. In one dialect that holds with a
 * wildcard before the name too, in the other both are to be said.
 */
function withEntry(pattern: string): readonly string[] {
  const entry = pattern.replace(/\/\*\*$/, '');
  return entry !== pattern && entry.includes('*') ? [entry, pattern] : [entry];
}

/**
 * What the file says wins: maps merge key by key, lists of sections with an `id` keep the file's
 * and add the preset's others, any other list is replaced. Items of the file keep their index.
 */
export function mergePreset(file: unknown, preset: unknown): unknown {
  if (file === undefined) return preset;
  if (Array.isArray(file) && Array.isArray(preset)) return mergeLists(file, preset);
  if (isRecord(file) && isRecord(preset)) {
    const keys = new Set([...Object.keys(file), ...Object.keys(preset)]);
    return Object.fromEntries([...keys].map((key) => [key, mergePreset(file[key], preset[key])]));
  }
  return file;
}

function mergeLists(file: readonly unknown[], preset: readonly unknown[]): readonly unknown[] {
  if (!preset.every((item) => idOf(item) !== undefined)) return file;
  const ids = new Set(file.map(idOf));
  return [...file, ...preset.filter((item) => !ids.has(idOf(item)))];
}

function idOf(item: unknown): unknown {
  return isRecord(item) ? item['id'] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
