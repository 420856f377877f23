import { beforeHashes } from '../facts/before-hashes.ts';
import { requirementText } from '../facts/line-entry.ts';
import { namedTwice, type ProjectLine, type NamedTwice } from '../facts/named-twice.ts';
import { defineRule, NO_OPTIONS, type Violation } from '../../engine/rule.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { requirementsFiles } from '../facts/judged-requirements.ts';

export const dependenciesConflict = defineRule({
  id: 'dependencies/conflict',
  summary: 'Do not require incompatible versions of a package.',
  defaultSeverity: 'error',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    conflict: '{content} conflicts with {other} in {path}, so pip installs nothing. Keep one of them.',
  },

  *check(get, { path, pair }) {
    for (const twice of get(namedTwice, pair.id).get(path) ?? []) {
      if (twice.kind === 'conflicts') yield violation(twice);
    }
  },
});

function violation({ first, again }: NamedTwice): Violation<'conflict'> {
  const { line, judged, requirement } = again;
  return {
    kind: 'violation',
    messageId: 'conflict',
    data: {
      content: requirementText(requirement),
      other: requirementText(first.requirement),
      path: first.judged.path,
    },
    at: placeOf({ judged, line }),
    related: [{ message: 'The other one.', at: placeOf(first) }],
  };
}

function placeOf({ judged: { read }, line }: Pick<ProjectLine, 'judged' | 'line'>): SourceSpan {
  return read.place(beforeHashes(read.text, line));
}
