import { describe, expect, test } from 'vitest';

import { saidOf } from '../../testing/said-of-dependencies.ts';
import { TEXTUAL_SAMPLE } from '../../testing/sample-dependencies.ts';

interface Mutation {
  /** What stands in a file, and what takes its place. */
  readonly edits: readonly (readonly [path: string, before: string, after: string])[];
  /** All that is said then, in order: the rule, and its message. */
  readonly says: readonly string[];
}

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'a version that is raised in the source only': {
    edits: [['backend/requirements.txt', 'fastapi==0.115.5', 'fastapi==0.115.6']],
    says: [
      'lock-in-sync: fastapi==0.115.6 stands in backend/requirements.lock as fastapi==0.115.5. Regenerate the lock, or make the two agree.',
    ],
  },
  'a version that is raised in the lock only': {
    edits: [['backend/requirements.lock', 'sqlalchemy==2.0.36', 'sqlalchemy==2.0.37']],
    says: [
      'lock-in-sync: sqlalchemy==2.0.36 stands in backend/requirements.lock as sqlalchemy==2.0.37. Regenerate the lock, or make the two agree.',
    ],
  },
  'a project that is new in the source': {
    edits: [['backend/requirements.txt', 'sqlalchemy==2.0.36\n', 'sqlalchemy==2.0.36\ntenacity==9.0.0\n']],
    says: [
      'lock-in-sync: tenacity==9.0.0 is not in backend/requirements.lock. Regenerate the lock, or add the line to it.',
    ],
  },
  'a project that is new in the lock': {
    edits: [['backend/requirements.lock', 'sqlalchemy==2.0.36\n', 'sqlalchemy==2.0.36\ntenacity==9.0.0\n']],
    says: [
      'lock-stale-entry: tenacity==9.0.0 is not in backend/requirements.txt. Regenerate the lock, or remove the line.',
    ],
  },
  'another spelling of the same in the lock': {
    edits: [['backend/requirements.lock', 'fastapi==0.115.5', 'FastAPI == 0.115.5']],
    says: [
      'name-form: FastAPI is spelled fastapi in backend/requirements.txt. Write fastapi in both.',
      'lock-in-sync: fastapi==0.115.5 stands in backend/requirements.lock as FastAPI == 0.115.5. Regenerate the lock, or make the two agree.',
    ],
  },
  'a range in both': {
    edits: [
      ['backend/requirements.txt', 'alembic==1.14.0', 'alembic>=1.14'],
      ['backend/requirements.lock', 'alembic==1.14.0', 'alembic>=1.14'],
    ],
    says: [
      'lock-unpinned: alembic>=1.14 admits more than one version. Pin one with ==.',
      'requirements-pinned: alembic>=1.14 admits more than one version. Pin one with ==.',
    ],
  },
  'no version in both': {
    edits: [
      ['backend/requirements.txt', 'sqlalchemy==2.0.36', 'sqlalchemy'],
      ['backend/requirements.lock', 'sqlalchemy==2.0.36', 'sqlalchemy'],
    ],
    says: [
      'lock-unpinned: sqlalchemy has no version. Write sqlalchemy==<version>.',
      'requirements-pinned: sqlalchemy has no version. Write sqlalchemy==<version>.',
    ],
  },
  'a wildcard in both': {
    edits: [
      ['backend/requirements.txt', 'alembic==1.14.0', 'alembic==1.14.*'],
      ['backend/requirements.lock', 'alembic==1.14.0', 'alembic==1.14.*'],
    ],
    says: [
      'lock-unpinned: alembic==1.14.* admits more than one version. Pin one with ==.',
      'requirements-pinned: alembic==1.14.* admits more than one version. Pin one with ==.',
    ],
  },
  'a comment behind a line of both': {
    edits: [
      ['backend/requirements.txt', 'alembic==1.14.0', 'alembic==1.14.0  # pinned by ops'],
      ['backend/requirements.lock', 'alembic==1.14.0', 'alembic==1.14.0  # pinned by ops'],
    ],
    says: [
      'inline-comment: The comparison of backend takes # pinned by ops for a part of the requirement. Put it on a line of its own.',
      'inline-comment: The comparison of backend takes # pinned by ops for a part of the requirement. Put it on a line of its own.',
    ],
  },
  'another index in both': {
    edits: [
      ['backend/requirements.txt', '# Web\n', '# Web\n--extra-index-url https://packages.example/simple\n'],
      ['backend/requirements.lock', '# Web\n', '# Web\n--extra-index-url https://packages.example/simple\n'],
    ],
    says: [
      'option: The policy refuses the option --extra-index-url https://packages.example/simple in requirements. Take it out.',
      'option: The policy refuses the option --extra-index-url https://packages.example/simple in requirements. Take it out.',
    ],
  },
  'a line that hides behind a separator': {
    edits: [
      ['backend/requirements.txt', 'fastapi==0.115.5', 'fastapi==0.115.5\u2028evil==1.0'],
      ['backend/requirements.lock', 'fastapi==0.115.5', 'fastapi==0.115.5\u2028evil==1.0'],
    ],
    says: [
      'suspicious-char: pip ends a line at U+2028, which most editors do not show. Replace it by a line feed.',
      'suspicious-char: pip ends a line at U+2028, which most editors do not show. Replace it by a line feed.',
    ],
  },
  'a name with a character that nobody sees': {
    edits: [
      ['backend/requirements.txt', 'sqlalchemy==', 'sql\u200balchemy=='],
      ['backend/requirements.lock', 'sqlalchemy==', 'sql\u200balchemy=='],
    ],
    says: [
      'suspicious-char: Here stands U+200B, which most editors do not show. Take it out.',
      'syntax: pip refuses sql\\u{200b}alchemy==2.0.36, because what stands behind its name is neither a version nor a marker. Mend the line, or take it out.',
      'suspicious-char: Here stands U+200B, which most editors do not show. Take it out.',
      'syntax: pip refuses sql\\u{200b}alchemy==2.0.36, because what stands behind its name is neither a version nor a marker. Mend the line, or take it out.',
    ],
  },
  'lines in another order in the source': {
    edits: [
      ['backend/requirements.txt', 'alembic==1.14.0\n', ''],
      ['backend/requirements.txt', 'sqlalchemy==2.0.36\n', 'sqlalchemy==2.0.36\nalembic==1.14.0\n'],
    ],
    says: ['sort: alembic stands behind sqlalchemy. Sort the lines that stand together.'],
  },
  'a project twice in the source': {
    edits: [['backend/requirements.txt', 'sqlalchemy==2.0.36\n', 'sqlalchemy==2.0.36\nsqlalchemy==2.0.36\n']],
    says: [
      'duplicate: sqlalchemy is asked for in backend/requirements.txt already, with the same versions. Take one of the lines out.',
    ],
  },
  'two versions of a project in both': {
    edits: [
      ['backend/requirements.txt', 'sqlalchemy==2.0.36\n', 'sqlalchemy==2.0.36\nsqlalchemy==2.0.37\n'],
      ['backend/requirements.lock', 'sqlalchemy==2.0.36\n', 'sqlalchemy==2.0.36\nsqlalchemy==2.0.37\n'],
    ],
    says: [
      'conflict: sqlalchemy==2.0.37 cannot be had together with sqlalchemy==2.0.36 in backend/requirements.lock, so pip installs nothing. Keep one of them.',
      'conflict: sqlalchemy==2.0.37 cannot be had together with sqlalchemy==2.0.36 in backend/requirements.txt, so pip installs nothing. Keep one of them.',
    ],
  },
  'a conflict of merging left in the source': {
    edits: [['backend/requirements.txt', 'fastapi==0.115.5\n', '<<<<<<< HEAD\nfastapi==0.115.5\n=======\n']],
    says: [
      'lock-in-sync: <<<<<<< HEAD is not in backend/requirements.lock. Regenerate the lock, or add the line to it.',
      'syntax: pip refuses <<<<<<< HEAD, because it does not begin with the name of a project. Mend the line, or take it out.',
      'lock-in-sync: ======= is not in backend/requirements.lock. Regenerate the lock, or add the line to it.',
      'syntax: pip refuses =======, because it does not begin with the name of a project. Mend the line, or take it out.',
    ],
  },
};

describe('a healthy project in the mode textual', () => {
  test.each(Object.entries(MUTATIONS))('after %s', (_what, { edits, says }) => {
    const files = new Map(Object.entries(TEXTUAL_SAMPLE.files));
    for (const [path, before, after] of edits) {
      const text = files.get(path) ?? '';
      expect(text, 'the mutation finds its place').toContain(before);
      files.set(
        path,
        text.replace(before, () => after),
      );
    }
    expect(saidOf(TEXTUAL_SAMPLE, Object.fromEntries(files))).toEqual(says);
  });
});
