import { describe, expect, test } from 'vitest';

import { saidOf } from '../../testing/said-of-dependencies.ts';
import { HASHES, COMPILED_SAMPLE } from '../../testing/sample-dependencies.ts';

interface Mutation {
  /** What stands in a file, and what takes its place. */
  readonly edits: readonly (readonly [path: string, before: string, after: string])[];
  /** All that is said then, in order: the rule, and its message. */
  readonly says: readonly string[];
}

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'a range that the lock no longer meets': {
    edits: [['requirements.in', 'fastapi>=0.115,<1', 'fastapi>=0.116,<1']],
    says: [
      'lock-in-sync: requirements.txt holds fastapi==0.115.5, which fastapi>=0.116,<1 does not admit. Regenerate the lock.',
    ],
  },
  'a project that the lock lacks': {
    edits: [['requirements.in', 'uvicorn\n', 'uvicorn\ntenacity>=9\n']],
    says: [
      'lock-in-sync: tenacity>=9 has no pin in requirements.txt. Regenerate the lock.',
      'sort: tenacity stands behind uvicorn. Sort the lines that stand together.',
    ],
  },
  'a project that only windows asks for': {
    edits: [['requirements.in', 'uvicorn\n', 'uvicorn\ncolorama ; sys_platform == "win32"\n']],
    says: ['sort: colorama stands behind uvicorn. Sort the lines that stand together.'],
  },
  'a project that is taken out of the source': {
    edits: [['requirements.in', 'uvicorn\n', '']],
    says: [],
  },
  'a range in the lock': {
    edits: [['requirements.txt', 'starlette==0.41.3', 'starlette>=0.41']],
    says: ['lock-unpinned: starlette>=0.41 admits more than one version. Pin one with ==.'],
  },
  'a version that is raised in the lock within the range': {
    edits: [['requirements.txt', 'fastapi==0.115.5', 'fastapi==0.115.6']],
    says: [],
  },
  'a version that is raised in the lock beyond the range': {
    edits: [['requirements.txt', 'fastapi==0.115.5', 'fastapi==1.0.0']],
    says: [
      'lock-in-sync: requirements.txt holds fastapi==1.0.0, which fastapi>=0.115,<1 does not admit. Regenerate the lock.',
    ],
  },
  'a lock that was made from another source': {
    edits: [['requirements.txt', 'requirements.txt requirements.in', 'requirements.txt dev.in']],
    says: [
      'header: This lock was made from dev.in, and the policy names requirements.in. Regenerate it, or correct the pair.',
    ],
  },
  'a lock that was made for another Python': {
    edits: [['requirements.txt', 'with Python 3.12', 'with Python 3.9']],
    says: [
      'header: This lock was made for Python 3.9, and the policy says 3.12. Regenerate it for that Python.',
    ],
  },
  'a project twice in the lock': {
    edits: [
      [
        'requirements.txt',
        'uvicorn==0.32.1',
        `click==8.1.7 \\\n    --hash=sha256:${HASHES.click}\nuvicorn==0.32.1`,
      ],
    ],
    says: [
      'duplicate: click is asked for in requirements.txt already, with the same versions. Take one of the lines out.',
    ],
  },
  'one version with two sets of hashes': {
    edits: [
      [
        'requirements.txt',
        'uvicorn==0.32.1',
        `click==8.1.7.0 \\\n    --hash=sha256:${HASHES.uvicorn}\nuvicorn==0.32.1`,
      ],
    ],
    says: [
      'duplicate: click is asked for in requirements.txt already, with the same versions. Take one of the lines out.',
      'hash-inconsistent: click 8.1.7.0 has other hashes here than in requirements.txt. Find out which are right, and regenerate the lock.',
    ],
  },
  'a package without hashes': {
    edits: [['requirements.txt', `click==8.1.7 \\\n    --hash=sha256:${HASHES.click}`, 'click==8.1.7']],
    says: ['hash-missing: click has no hash, and the policy asks for one. Regenerate the lock with hashes.'],
  },
  'a comment that cuts off hashes': {
    edits: [['requirements.txt', 'click==8.1.7 \\\n', 'click==8.1.7 \\\n    # via uvicorn\n']],
    says: [
      'hash-missing: click has no hash, and the policy asks for one. Regenerate the lock with hashes.',
      `syntax: pip loses --hash=sha256:${HASHES.click}, because a comment cuts it off from its requirement. Take the comment out.`,
    ],
  },
  'a checkout in the source that the lock holds as well': {
    edits: [['requirements.in', 'uvicorn\n', 'git+https://packages.example/sdk.git@main#egg=sdk\n']],
    says: [
      'direct-url: git+https://packages.example/sdk.git@main#egg=sdk is installed from where it lies, past the package index. Install a released package, or let addresses in under direct_urls.',
      'lock-in-sync: git+https://packages.example/sdk.git@main#egg=sdk has no pin in requirements.txt. Regenerate the lock.',
    ],
  },
  'two spellings in the source': {
    edits: [['requirements.in', 'uvicorn\n', 'uvicorn\nUvicorn[standard]\n']],
    says: ['name-form: Uvicorn is spelled uvicorn in requirements.in. Write uvicorn in both.'],
  },
  'a version in an old spelling': {
    edits: [['requirements.in', 'fastapi>=0.115,<1', 'fastapi>=0.115-1,<1']],
    says: ['version-form: Python spells 0.115-1 as 0.115.post1. Spell it so, and every tool finds it.'],
  },
};

describe('a healthy project in the mode compiled', () => {
  test.each(Object.entries(MUTATIONS))('after %s', (_what, { edits, says }) => {
    const files = new Map(Object.entries(COMPILED_SAMPLE.files));
    for (const [path, before, after] of edits) {
      const text = files.get(path) ?? '';
      expect(text, 'the mutation finds its place').toContain(before);
      files.set(
        path,
        text.replace(before, () => after),
      );
    }
    expect(saidOf(COMPILED_SAMPLE, Object.fromEntries(files))).toEqual(says);
  });
});
