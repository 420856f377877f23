import { patchedText, type Hunk } from './patch-hunks.ts';
import { field, isFields, type Fields } from './json-fields.ts';

/** What a tool is about to make of a file. */
export type ProposedEdit =
  | { readonly kind: 'whole'; readonly text: string }
  | { readonly kind: 'replacements'; readonly replacements: readonly Replacement[] }
  | { readonly kind: 'hunks'; readonly hunks: readonly Hunk[] }
  /** Only the path can be judged. */
  | { readonly kind: 'unclear' };

export interface Replacement {
  readonly from: string;
  readonly to: string;
  readonly everywhere: boolean;
}

const UNCLEAR: ProposedEdit = { kind: 'unclear' };

const FROM = ['old_string', 'oldString', 'old_str', 'oldText', 'old_text'];
const TO = ['new_string', 'newString', 'new_str', 'newText', 'new_text'];
const WHOLE = ['content', 'contents', 'file_text', 'fileText'];
const EVERYWHERE = ['replace_all', 'replaceAll', 'allow_multiple'];
const LISTS = ['edits', 'replacements'];

/** What is missing or of another kind makes the tool itself fail; its path is judged all the same. */
export function proposedEdit(input: Fields): ProposedEdit {
  const list = field(input, LISTS);
  if (Array.isArray(list)) return replacementsIn(list);
  if (field(input, FROM) !== undefined) return replacementsIn([input]);
  const text = field(input, WHOLE);
  return typeof text === 'string' ? { kind: 'whole', text } : UNCLEAR;
}

function replacementsIn(edits: readonly unknown[]): ProposedEdit {
  const replacements = edits.map(replacementIn);
  const understood = replacements.filter((replacement) => replacement !== undefined);
  return understood.length === edits.length ? { kind: 'replacements', replacements: understood } : UNCLEAR;
}

function replacementIn(edit: unknown): Replacement | undefined {
  if (!isFields(edit)) return undefined;
  const [from, to] = [field(edit, FROM), field(edit, TO)];
  if (typeof from !== 'string' || typeof to !== 'string') return undefined;
  return { from, to, everywhere: field(edit, EVERYWHERE) === true };
}

/** The text after the edit; `undefined` where it does not apply. @param before `undefined` for no such file */
export function editedText(edit: ProposedEdit, before: string | undefined): string | undefined {
  switch (edit.kind) {
    case 'whole':
      return edit.text;
    case 'replacements':
      return replacedText(edit.replacements, before);
    case 'hunks':
      return before === undefined ? undefined : patchedText(edit.hunks, before);
    case 'unclear':
      return undefined;
  }
}

function replacedText(replacements: readonly Replacement[], before: string | undefined): string | undefined {
  // The agent sees line ends of one kind only.
  const isWindows = before?.includes('\r\n') === true;
  let text: string | undefined = isWindows ? before?.replaceAll('\r\n', '\n') : before;
  for (const replacement of replacements) {
    text = replaced(text, replacement);
    if (text === undefined) return undefined;
  }
  return isWindows ? text?.replaceAll('\n', '\r\n') : text;
}

function replaced(text: string | undefined, { from, to, everywhere }: Replacement): string | undefined {
  // To replace nothing makes a file, or fills an empty one.
  if (from === '') return text === undefined || text === '' ? to : undefined;
  if (text === undefined || !text.includes(from)) return undefined;
  if (everywhere) return text.split(from).join(to);
  const at = text.indexOf(from);
  return text.includes(from, at + 1) ? undefined : text.slice(0, at) + to + text.slice(at + from.length);
}
