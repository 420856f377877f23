import { requirementsFiles } from '../facts/judged-requirements.ts';
import type { ReadPylock, ReadRequirements } from '../facts/requirements-file.ts';
import { hashesBehindMarker } from '../fixes/hashes-behind-marker.ts';
import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import { parseVersion } from '../packaging/parse-version.ts';
import type { LineEntry, PassedOver, RequirementsLine } from '../requirements/requirements-document.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';

type MessageId = 'refused' | 'oversized' | 'unclear' | 'malformed' | 'pylock' | PassedOver['what'];

export const dependenciesSyntax = defineRule({
  id: 'dependencies/syntax',
  summary: 'Write requirements that pip reads completely.',
  defaultSeverity: 'error',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    refused: 'pip refuses {content}: {problem}. Fix the line, or remove it.',
    oversized: 'pip cannot compare {version}: one number has more than 4,300 digits. Write another version.',
    unclear: 'Cannot determine whether pip accepts {content}.',
    malformed: '{path} is not valid TOML: {problem}. Regenerate the lock.',
    pylock: 'Installers refuse {path}: {problem}. Regenerate the lock.',
    words: 'pip silently ignores {part}. Move it to its own line, or remove it.',
    option: 'pip silently ignores {part} after a requirement. Move it to its own line, or remove it.',
    include: 'pip reads only the first file or checkout here, not {part}. Move it to its own line.',
    marker: 'pip drops the marker {part}, because it follows an option. Move it before the options.',
    hashes: 'pip drops {part}, because a comment cuts it off. Remove the comment.',
  },

  *check(_get, { file, read }) {
    if (file.known && file.value.kind === 'pylock') yield* pylockProblems(file.value);
    if (read === undefined) return;
    for (const line of read.lines) {
      if (line.entry.kind === 'requirement') yield* oversized(line.entry.requirement, read);
      if (line.entry.kind === 'invalid') yield invalid(line, line.entry, read);
      else yield* line.passedOver.map((passed) => passedOver(line, passed, read));
    }
  },
});

/** It has the form of a version, and whatever compares it fails. */
function* oversized({ clauses }: ProjectRequirement, read: ReadRequirements): Iterable<Outcome<MessageId>> {
  for (const { operator, version, range } of clauses) {
    if (operator === '===' || version.length <= MOST_DIGITS) continue;
    if (parseVersion(version.replace(/\.\*$/, '')) !== undefined) continue;
    yield { kind: 'violation', messageId: 'oversized', data: { version }, at: read.place(range) };
  }
}

const MOST_DIGITS = 4_300;

function invalid(
  { content, variables }: RequirementsLine,
  { problem, range }: Extract<LineEntry, { kind: 'invalid' }>,
  read: ReadRequirements,
): Outcome<MessageId> {
  const at = read.place(range);
  if (variables.length === 0) {
    return { kind: 'violation', messageId: 'refused', data: { content, problem }, at };
  }
  return {
    kind: 'undecided',
    messageId: 'unclear',
    data: { content },
    at,
    subject: content,
    waitsFor: 'observation',
    missing: [{ fact: 'requirement', reason: 'it depends on an environment variable' }],
  };
}

function passedOver(
  line: RequirementsLine,
  { what, range }: PassedOver,
  read: ReadRequirements,
): Outcome<MessageId> {
  const part = read.text.slice(range.start, range.end);
  const fixes = what === 'marker' ? hashesBehindMarker(line, range, read) : [];
  return { kind: 'violation', messageId: what, data: { part }, at: read.place(range), fixes };
}

/** What only goes against advice of the standard is taken by installers, and passed over here. */
function* pylockProblems({ path, pylock, place }: ReadPylock): Iterable<Outcome<MessageId>> {
  for (const { kind, problem, range } of pylock.problems) {
    if (kind === 'note') continue;
    const messageId = kind === 'malformed' ? 'malformed' : 'pylock';
    yield { kind: 'violation', messageId, data: { path, problem }, at: place(range) };
  }
}
