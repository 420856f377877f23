import type { ProposedEdit } from './proposed-edit.ts';

export interface PatchedFile {
  readonly file: string;
  readonly edit: ProposedEdit;
}

/** The files that a patch of one of two kinds names; empty where the text is none. */
export function patchedFiles(text: string): readonly PatchedFile[] {
  return /^\*\*\* Begin Patch/m.test(text) ? filesOfPatch(text) : filesOfDiff(text);
}

/** The kind that Codex made and others took over. Of a new file it holds the whole text. */
function filesOfPatch(text: string): readonly PatchedFile[] {
  const files: PatchedFile[] = [];
  for (const part of text.split(/^(?=\*\*\* )/m)) {
    const [, action, file = ''] = /^\*\*\* (Add|Update|Delete) File: (.*)$/m.exec(part) ?? [];
    const [, target] = /^\*\*\* Move to: (.*)$/m.exec(part) ?? [];
    if (action !== undefined)
      files.push({ file: file.trim(), edit: action === 'Add' ? added(part) : UNCLEAR });
    if (target !== undefined) files.push({ file: target.trim(), edit: UNCLEAR });
  }
  return files;
}

function added(part: string): ProposedEdit {
  const lines = part.split('\n').slice(1);
  const text = lines.filter((line) => line.startsWith('+')).map((line) => `${line.slice(1)}\n`);
  return { kind: 'whole', text: text.join('') };
}

/** The kind that diff and git make. */
function filesOfDiff(text: string): readonly PatchedFile[] {
  const named = [...text.matchAll(/^(?:---|\+\+\+|rename from|rename to) (?:[ab]\/)?([^\t\r\n]+)/gm)];
  const isDiff = /^(?:diff --git |--- .*\r?\n\+\+\+ )/m.test(text);
  return isDiff
    ? named.flatMap(([, file = '']) => (file === '/dev/null' ? [] : [{ file, edit: UNCLEAR }]))
    : [];
}

const UNCLEAR: ProposedEdit = { kind: 'unclear' };
