import { describeMutations } from '../../testing/mutated-dependencies.ts';
import { HASHES, MIRROR_SAMPLE } from '../../testing/sample-dependencies.ts';

describeMutations('mirror', MIRROR_SAMPLE, {
  'a version that is raised in what the source brings in': {
    edits: [['requirements/base.txt', 'click==8.1.7', 'click==8.1.8']],
    says: [
      'lock-in-sync differs { entry: click==8.1.8, lock: requirements/production.lock, locked: click==8.1.7 }',
    ],
  },
  'a version that is raised in the lock only, hashes and all': {
    edits: [['requirements/production.lock', 'click==8.1.7', 'click==8.1.8']],
    says: [
      'lock-in-sync differs { entry: click==8.1.7, lock: requirements/production.lock, locked: click==8.1.8 }',
    ],
  },
  'a marker that only the lock lacks': {
    edits: [['requirements/production.lock', ' ; python_version >= "3.8"', '']],
    says: [
      'lock-in-sync differs { entry: fastapi==0.115.5 ; python_version >= "3.8", lock: requirements/production.lock, locked: fastapi==0.115.5 }',
    ],
  },
  'another spelling of the same in the lock': {
    edits: [['requirements/production.lock', 'uvicorn==0.32.1', 'Uvicorn == 0.32.1.0']],
    says: [
      'name-form twoForms { name: Uvicorn, usual: uvicorn, other: uvicorn, path: requirements/production.txt }',
    ],
  },
  'a hash that is taken out': {
    edits: [
      ['requirements/production.lock', `click==8.1.7 \\\n    --hash=sha256:${HASHES.click}`, 'click==8.1.7'],
    ],
    says: ['hash-missing missing { subject: click }'],
  },
  'a hash that is cut short': {
    edits: [['requirements/production.lock', 'sha256:c1c1', 'sha256:c1']],
    says: ['hash-malformed malformed { algorithm: sha256, length: 64 }'],
  },
  'a hash that can be forged': {
    edits: [['requirements/production.lock', `sha256:${HASHES.click}`, `md5:${'0'.repeat(32)}`]],
    says: [
      'lock-in-sync notInLock { entry: click==8.1.7, lock: requirements/production.lock, locked:  }',
      'lock-stale-entry stale { entry: click==8.1.7     --hash=md5:00000000000000000000000000000000, source: requirements/production.txt }',
      'syntax refused { content: click==8.1.7     --hash=md5:00000000000000000000000000000000, problem: pip takes sha256, sha384 and sha512 hashes only }',
    ],
  },
  'a file that is brought in from elsewhere': {
    edits: [['requirements/production.txt', '-r base.txt', '-r https://packages.example/base.txt']],
    says: [
      'lock-stale-entry stale { entry: click==8.1.7, source: requirements/production.txt }',
      'lock-stale-entry stale { entry: fastapi==0.115.5 ; python_version >= "3.8", source: requirements/production.txt }',
      'include address { written: https://packages.example/base.txt }',
      'lock-in-sync notInLock { entry: -r https://packages.example/base.txt, lock: requirements/production.lock, locked:  }',
    ],
  },
  'a file that is brought in from outside': {
    edits: [['requirements/production.txt', '-r base.txt', '-r ../../base.txt']],
    says: [
      'lock-stale-entry stale { entry: click==8.1.7, source: requirements/production.txt }',
      'lock-stale-entry stale { entry: fastapi==0.115.5 ; python_version >= "3.8", source: requirements/production.txt }',
      'include outside { written: ../../base.txt }',
      'lock-in-sync notInLock { entry: -r ../../base.txt, lock: requirements/production.lock, locked:  }',
    ],
  },
  'a file that does not exist': {
    edits: [['requirements/production.txt', '-r base.txt', '-r bases.txt']],
    says: [
      'lock-stale-entry stale { entry: click==8.1.7, source: requirements/production.txt }',
      'lock-stale-entry stale { entry: fastapi==0.115.5 ; python_version >= "3.8", source: requirements/production.txt }',
      'include missing { path: requirements/bases.txt }',
      'lock-in-sync notInLock { entry: -r bases.txt, lock: requirements/production.lock, locked:  }',
    ],
  },
  'a range in what the source brings in': {
    edits: [['requirements/base.txt', 'click==8.1.7', 'click>=8']],
    says: [
      'lock-in-sync differs { entry: click>=8, lock: requirements/production.lock, locked: click==8.1.7 }',
      'requirements-pinned notExact { name: click, specifier: >=8 }',
      'include loose { path: requirements/base.txt }',
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
      'lock-in-sync differs { entry: uvicorn @ https://packages.example/uvicorn-0.32.1.zip, lock: requirements/production.lock, locked: uvicorn==0.32.1 }',
      'direct-url denied { address: https://packages.example/uvicorn-0.32.1.zip }',
    ],
  },
  'an editable checkout': {
    edits: [['requirements/production.txt', 'uvicorn==0.32.1  # the server', '-e ./server']],
    says: [
      'lock-stale-entry stale { entry: uvicorn==0.32.1, source: requirements/production.txt }',
      'editable editable { where: ./server }',
      'lock-in-sync notInLock { entry: -e ./server, lock: requirements/production.lock, locked:  }',
    ],
  },
  'a path on the machine': {
    edits: [['requirements/production.txt', 'uvicorn==0.32.1  # the server', './server']],
    says: [
      'lock-stale-entry stale { entry: uvicorn==0.32.1, source: requirements/production.txt }',
      'local-path path { path: ./server }',
      'lock-in-sync notInLock { entry: ./server, lock: requirements/production.lock, locked:  }',
    ],
  },
  'a version from the environment': {
    edits: [['requirements/production.txt', 'uvicorn==0.32.1', 'uvicorn==${UVICORN}']],
    says: [
      'env-var filledIn { variable: ${UVICORN} }',
      'lock-in-sync cannot tell, unclear { entry: uvicorn==${UVICORN}, lock: requirements/production.lock, locked:  }',
      'requirements-pinned cannot tell, unjudged { content: uvicorn==${UVICORN} }',
      'syntax cannot tell, unclear { content: uvicorn==${UVICORN} }',
    ],
  },
  'a marker behind the hashes': {
    edits: [
      ['requirements/production.lock', ' ; python_version >= "3.8"', ''],
      ['requirements/production.lock', `${HASHES.fastapi}`, `${HASHES.fastapi} ; python_version >= "3.8"`],
    ],
    says: [
      'lock-in-sync differs { entry: fastapi==0.115.5 ; python_version >= "3.8", lock: requirements/production.lock, locked: fastapi==0.115.5 }',
      'syntax marker { part: ; python_version >= "3.8" }',
    ],
  },
  'an option cut short': {
    edits: [['requirements/production.lock', 'click==8.1.7', '--require\nclick==8.1.7']],
    says: [
      'lock-stale-entry stale { entry: --require, source: requirements/production.txt }',
      'syntax refused { content: --require, problem: --require may stand for --requirement or --require-hashes }',
    ],
  },
});
