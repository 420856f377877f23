import { describeMutations } from '../../testing/mutated-dependencies.ts';
import { HASHES, COMPILED_SAMPLE } from '../../testing/sample-dependencies.ts';

describeMutations('compiled', COMPILED_SAMPLE, {
  'a range that the lock no longer meets': {
    edits: [['requirements.in', 'fastapi>=0.115,<1', 'fastapi>=0.116,<1']],
    says: [
      'lock-in-sync unsatisfied { entry: fastapi>=0.116,<1, lock: requirements.txt, locked: fastapi==0.115.5 }',
    ],
  },
  'a project that the lock lacks': {
    edits: [['requirements.in', 'uvicorn\n', 'uvicorn\ntenacity>=9\n']],
    says: [
      'lock-in-sync notLocked { entry: tenacity>=9, lock: requirements.txt, locked:  }',
      'sort unsorted { name: tenacity, before: uvicorn }',
    ],
  },
  'a project that only windows asks for': {
    edits: [['requirements.in', 'uvicorn\n', 'uvicorn\ncolorama ; sys_platform == "win32"\n']],
    says: ['sort unsorted { name: colorama, before: uvicorn }'],
  },
  'a project that is taken out of the source': {
    edits: [['requirements.in', 'uvicorn\n', '']],
    says: ['lock-stale-entry orphan { entry: uvicorn==0.32.1, source: requirements.in }'],
  },
  'a range in the lock': {
    edits: [['requirements.txt', 'starlette==0.41.3', 'starlette>=0.41']],
    says: ['lock-unpinned notExact { name: starlette, specifier: >=0.41 }'],
  },
  'a version that is raised in the lock within the range': {
    edits: [['requirements.txt', 'fastapi==0.115.5', 'fastapi==0.115.6']],
    says: [],
  },
  'a version that is raised in the lock beyond the range': {
    edits: [['requirements.txt', 'fastapi==0.115.5', 'fastapi==1.0.0']],
    says: [
      'lock-in-sync unsatisfied { entry: fastapi>=0.115,<1, lock: requirements.txt, locked: fastapi==1.0.0 }',
    ],
  },
  'a lock that was made from another source': {
    edits: [['requirements.txt', 'requirements.txt requirements.in', 'requirements.txt dev.in']],
    says: ['header otherInput { inputs: dev.in, source: requirements.in }'],
  },
  'a lock that was made for another Python': {
    edits: [['requirements.txt', 'with Python 3.12', 'with Python 3.9']],
    says: ['header otherPython { made: 3.9, python: 3.12 }'],
  },
  'a project twice in the lock': {
    edits: [
      [
        'requirements.txt',
        'uvicorn==0.32.1',
        `click==8.1.7 \\\n    --hash=sha256:${HASHES.click}\nuvicorn==0.32.1`,
      ],
    ],
    says: ['duplicate again { name: click, path: requirements.txt }'],
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
      'duplicate again { name: click, path: requirements.txt }',
      'hash-inconsistent other { subject: click, version: 8.1.7.0, path: requirements.txt }',
    ],
  },
  'a package without hashes': {
    edits: [['requirements.txt', `click==8.1.7 \\\n    --hash=sha256:${HASHES.click}`, 'click==8.1.7']],
    says: ['hash-missing missing { subject: click }'],
  },
  'a comment that cuts off hashes': {
    edits: [['requirements.txt', 'click==8.1.7 \\\n', 'click==8.1.7 \\\n    # via uvicorn\n']],
    says: [
      'hash-missing missing { subject: click }',
      `syntax hashes { part: --hash=sha256:${HASHES.click} }`,
    ],
  },
  'a checkout in the source that the lock holds as well': {
    edits: [['requirements.in', 'uvicorn\n', 'git+https://packages.example/sdk.git@main#egg=sdk\n']],
    says: [
      'direct-url denied { address: git+https://packages.example/sdk.git@main#egg=sdk }',
      'lock-in-sync notLocked { entry: git+https://packages.example/sdk.git@main#egg=sdk, lock: requirements.txt, locked:  }',
      'lock-stale-entry orphan { entry: uvicorn==0.32.1, source: requirements.in }',
    ],
  },
  'two spellings in the source': {
    edits: [['requirements.in', 'uvicorn\n', 'uvicorn\nUvicorn[standard]\n']],
    says: ['name-form twoForms { name: Uvicorn, usual: uvicorn, other: uvicorn, path: requirements.in }'],
  },
  'a version in an old spelling': {
    edits: [['requirements.in', 'fastapi>=0.115,<1', 'fastapi>=0.115-1,<1']],
    says: ['version-form form { written: 0.115-1, usual: 0.115.post1 }'],
  },
});
