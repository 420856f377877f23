import { describe, expect, test } from 'vitest';

import { saidOf } from '../../testing/said-of-dependencies.ts';
import { HASHES, MIRROR_SAMPLE } from '../../testing/sample-dependencies.ts';

interface Mutation {
  /** What stands in a file, and what takes its place. */
  readonly edits: readonly (readonly [path: string, before: string, after: string])[];
  /** All that is said then, in order: the rule, and its message. */
  readonly says: readonly string[];
}

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'a version that is raised in what the source brings in': {
    edits: [['requirements/base.txt', 'click==8.1.7', 'click==8.1.8']],
    says: [
      'lock-in-sync: click==8.1.8 stands in requirements/production.lock as click==8.1.7. Regenerate the lock, or make the two agree.',
    ],
  },
  'a version that is raised in the lock only, hashes and all': {
    edits: [['requirements/production.lock', 'click==8.1.7', 'click==8.1.8']],
    says: [
      'lock-in-sync: click==8.1.7 stands in requirements/production.lock as click==8.1.8. Regenerate the lock, or make the two agree.',
    ],
  },
  'a marker that only the lock lacks': {
    edits: [['requirements/production.lock', ' ; python_version >= "3.8"', '']],
    says: [
      'lock-in-sync: fastapi==0.115.5 ; python_version >= "3.8" stands in requirements/production.lock as fastapi==0.115.5. Regenerate the lock, or make the two agree.',
    ],
  },
  'another spelling of the same in the lock': {
    edits: [['requirements/production.lock', 'uvicorn==0.32.1', 'Uvicorn == 0.32.1.0']],
    says: ['name-form: Uvicorn is spelled uvicorn in requirements/production.txt. Write uvicorn in both.'],
  },
  'a hash that is taken out': {
    edits: [
      ['requirements/production.lock', `click==8.1.7 \\\n    --hash=sha256:${HASHES.click}`, 'click==8.1.7'],
    ],
    says: ['hash-missing: click has no hash, and the policy asks for one. Regenerate the lock with hashes.'],
  },
  'a hash that is cut short': {
    edits: [['requirements/production.lock', 'sha256:c1c1', 'sha256:c1']],
    says: [
      'hash-malformed: No archive has this sha256 hash: one has 64 hexadecimal digits. Regenerate the lock, or copy the hash once more.',
    ],
  },
  'a hash that can be forged': {
    edits: [['requirements/production.lock', `sha256:${HASHES.click}`, `md5:${'0'.repeat(32)}`]],
    says: [
      'lock-in-sync: click==8.1.7 is not in requirements/production.lock. Regenerate the lock, or add the line to it.',
      'lock-stale-entry: click==8.1.7     --hash=md5:00000000000000000000000000000000 is not in requirements/production.txt. Regenerate the lock, or remove the line.',
      'syntax: pip refuses click==8.1.7     --hash=md5:00000000000000000000000000000000, because pip takes sha256, sha384 and sha512 hashes only. Mend the line, or take it out.',
    ],
  },
  'a file that is brought in from elsewhere': {
    edits: [['requirements/production.txt', '-r base.txt', '-r https://packages.example/base.txt']],
    says: [
      'lock-stale-entry: click==8.1.7 is not in requirements/production.txt. Regenerate the lock, or remove the line.',
      'lock-stale-entry: fastapi==0.115.5 ; python_version >= "3.8" is not in requirements/production.txt. Regenerate the lock, or remove the line.',
      'include: https://packages.example/base.txt is fetched when packages are installed. Copy what it holds into the repository.',
      'lock-in-sync: -r https://packages.example/base.txt is not in requirements/production.lock. Regenerate the lock, or add the line to it.',
    ],
  },
  'a file that is brought in from outside': {
    edits: [['requirements/production.txt', '-r base.txt', '-r ../../base.txt']],
    says: [
      'lock-stale-entry: click==8.1.7 is not in requirements/production.txt. Regenerate the lock, or remove the line.',
      'lock-stale-entry: fastapi==0.115.5 ; python_version >= "3.8" is not in requirements/production.txt. Regenerate the lock, or remove the line.',
      'include: ../../base.txt lies outside the repository. Copy what it holds into the repository.',
      'lock-in-sync: -r ../../base.txt is not in requirements/production.lock. Regenerate the lock, or add the line to it.',
    ],
  },
  'a file that does not exist': {
    edits: [['requirements/production.txt', '-r base.txt', '-r bases.txt']],
    says: [
      'lock-stale-entry: click==8.1.7 is not in requirements/production.txt. Regenerate the lock, or remove the line.',
      'lock-stale-entry: fastapi==0.115.5 ; python_version >= "3.8" is not in requirements/production.txt. Regenerate the lock, or remove the line.',
      'include: requirements/bases.txt does not exist. Create it, or take this line out.',
      'lock-in-sync: -r bases.txt is not in requirements/production.lock. Regenerate the lock, or add the line to it.',
    ],
  },
  'a range in what the source brings in': {
    edits: [['requirements/base.txt', 'click==8.1.7', 'click>=8']],
    says: [
      'lock-in-sync: click>=8 stands in requirements/production.lock as click==8.1.7. Regenerate the lock, or make the two agree.',
      'requirements-pinned: click>=8 admits more than one version. Pin one with ==.',
      'include: requirements/base.txt holds requirements that are not pinned. Pin them there, or take this line out.',
    ],
  },
  'an address in place of a version': {
    edits: [
      [
        'requirements/production.txt',
        'uvicorn==0.32.1',
        'uvicorn @ https://packages.example/uvicorn-0.32.1.zip',
      ],
    ],
    says: [
      'lock-in-sync: uvicorn @ https://packages.example/uvicorn-0.32.1.zip stands in requirements/production.lock as uvicorn==0.32.1. Regenerate the lock, or make the two agree.',
      'direct-url: https://packages.example/uvicorn-0.32.1.zip is installed from where it lies, past the package index. Install a released package, or let addresses in under direct_urls.',
    ],
  },
  'an editable checkout': {
    edits: [['requirements/production.txt', 'uvicorn==0.32.1  # the server', '-e ./server']],
    says: [
      'lock-stale-entry: uvicorn==0.32.1 is not in requirements/production.txt. Regenerate the lock, or remove the line.',
      'editable: ./server is installed as a checkout that changes with its folder. Install a released package, or let checkouts in under editable.',
      'lock-in-sync: -e ./server is not in requirements/production.lock. Regenerate the lock, or add the line to it.',
    ],
  },
  'a path on the machine': {
    edits: [['requirements/production.txt', 'uvicorn==0.32.1  # the server', './server']],
    says: [
      'lock-stale-entry: uvicorn==0.32.1 is not in requirements/production.txt. Regenerate the lock, or remove the line.',
      'local-path: pip looks for ./server on the machine where it installs, from the folder it is started in. Install a released package, or let paths in under local_paths.',
      'lock-in-sync: ./server is not in requirements/production.lock. Regenerate the lock, or add the line to it.',
    ],
  },
  'a version from the environment': {
    edits: [['requirements/production.txt', 'uvicorn==0.32.1', 'uvicorn==${UVICORN}']],
    says: [
      'env-var: pip fills in ${UVICORN} when it installs, so nobody can tell what this line asks for. Write out what it stands for.',
      'lock-in-sync cannot tell: It cannot be told whether requirements/production.lock holds uvicorn==${UVICORN}.',
      'requirements-pinned cannot tell: uvicorn==${UVICORN} cannot be judged. Write it as name==version, or take it out.',
      'syntax cannot tell: It cannot be told whether pip takes uvicorn==${UVICORN}.',
    ],
  },
  'a marker behind the hashes': {
    edits: [
      ['requirements/production.lock', ' ; python_version >= "3.8"', ''],
      ['requirements/production.lock', `${HASHES.fastapi}`, `${HASHES.fastapi} ; python_version >= "3.8"`],
    ],
    says: [
      'lock-in-sync: fastapi==0.115.5 ; python_version >= "3.8" stands in requirements/production.lock as fastapi==0.115.5. Regenerate the lock, or make the two agree.',
      'syntax: pip loses the marker ; python_version >= "3.8", because it stands behind an option. Put it before the options.',
    ],
  },
  'an option cut short': {
    edits: [['requirements/production.lock', 'click==8.1.7', '--require\nclick==8.1.7']],
    says: [
      'lock-stale-entry: --require is not in requirements/production.txt. Regenerate the lock, or remove the line.',
      'syntax: pip refuses --require, because --require may stand for --requirement or --require-hashes. Mend the line, or take it out.',
    ],
  },
};

describe('a healthy project in the mode mirror', () => {
  test.each(Object.entries(MUTATIONS))('after %s', (_what, { edits, says }) => {
    const files = new Map(Object.entries(MIRROR_SAMPLE.files));
    for (const [path, before, after] of edits) {
      const text = files.get(path) ?? '';
      expect(text, 'the mutation finds its place').toContain(before);
      files.set(
        path,
        text.replace(before, () => after),
      );
    }
    expect(saidOf(MIRROR_SAMPLE, Object.fromEntries(files))).toEqual(says);
  });
});
