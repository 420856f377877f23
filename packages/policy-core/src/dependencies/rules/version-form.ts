import { requirementsFiles } from '../facts/judged-requirements.ts';
import type { Fix } from '../../model/fix.ts';
import { parseVersion } from '../packaging/parse-version.ts';
import { versionText } from '../packaging/version-text.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import type { SourceSpan } from '../../model/source-span.ts';

export const dependenciesVersionForm = defineRule({
  id: 'dependencies/version-form',
  summary: 'Spell versions the way Python does.',
  defaultSeverity: 'info',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    form: 'Python spells {written} as {usual}. Use that spelling, so that every tool finds it.',
  },

  *check(_get, { read }) {
    if (read === undefined) return;
    for (const { entry } of read.lines) {
      if (entry.kind !== 'requirement') continue;
      for (const { operator, version: written, range } of entry.requirement.clauses) {
        const usual = operator === '===' ? undefined : usualForm(written);
        if (usual === undefined || usual === written) continue;
        const at = read.place(range);
        const fixes = respelled(read.text.slice(range.start, range.end), { at, written, usual });
        yield { kind: 'violation', messageId: 'form', data: { written, usual }, at, fixes };
      }
    }
  },
});

/** As `str(Version)` gives it; a wildcard keeps its end. `undefined` for what is no version. */
function usualForm(written: string): string | undefined {
  const isWild = written.endsWith('.*');
  const parsed = parseVersion(isWild ? written.slice(0, -2) : written);
  return parsed && versionText(parsed) + (isWild ? '.*' : '');
}

interface Spelling {
  readonly at: SourceSpan;
  readonly written: string;
  readonly usual: string;
}

/** A clause over two lines is for a person to write. */
function respelled(clause: string, { at, written, usual }: Spelling): readonly Fix[] {
  if (!clause.endsWith(written)) return [];
  const text = clause.slice(0, -written.length) + usual;
  const edits = [{ path: at.path, start: at.start, end: at.end, text }];
  return [{ title: `Spell it ${usual}`, safety: 'safe', edits }];
}
