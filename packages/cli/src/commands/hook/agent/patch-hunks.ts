/** A piece of a patch of Codex's kind: what is there, and what comes in its place. */
export interface Hunk {
  /** Lines behind `@@`, after which it stands. */
  readonly after: readonly string[];
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** `*** End of File`: nothing stands behind it. */
  readonly isAtEnd: boolean;
}

interface OpenHunk {
  readonly after: string[];
  readonly from: string[];
  readonly to: string[];
  isAtEnd: boolean;
}

/** The pieces under a `*** Update File` line; `undefined` where a line is none of such a patch. */
export function hunksIn(lines: readonly string[]): readonly Hunk[] | undefined {
  const hunks: OpenHunk[] = [];
  for (const line of lines) {
    if (line.startsWith('*** Move to: ')) continue;
    if (!takes(hunks, line)) return undefined;
  }
  return hunks;
}

function takes(hunks: OpenHunk[], line: string): boolean {
  if (/^@@(?: |$)/.test(line)) return anchors(hunks, line.slice(3));
  if (line === '*** End of File') return ends(hunks.at(-1));
  return /^(?:[ +-]|$)/.test(line) && isPut(hunks.at(-1) ?? opened(hunks), line);
}

function isPut(hunk: OpenHunk, line: string): boolean {
  if (!line.startsWith('+')) hunk.from.push(line.slice(1));
  if (!line.startsWith('-')) hunk.to.push(line.slice(1));
  return !hunk.isAtEnd;
}

function ends(hunk: OpenHunk | undefined): boolean {
  if (hunk === undefined || hunk.isAtEnd) return false;
  hunk.isAtEnd = true;
  return true;
}

/** Several `@@` in a row lead to one place. */
function anchors(hunks: OpenHunk[], text: string): boolean {
  const last = hunks.at(-1);
  const isFresh = last !== undefined && last.from.length + last.to.length === 0;
  const hunk = isFresh ? last : opened(hunks);
  if (text !== '') hunk.after.push(text);
  return true;
}

function opened(hunks: OpenHunk[]): OpenHunk {
  const hunk = { after: [], from: [], to: [], isAtEnd: false };
  hunks.push(hunk);
  return hunk;
}

/**
 * The text after all of them. `undefined` where one stands nowhere, or in more than one place: tools differ in how they
 * look for what is nearly there.
 */
export function patchedText(hunks: readonly Hunk[], before: string): string | undefined {
  if (before.includes('\r') || hunks.length === 0) return undefined;
  let lines: readonly string[] = before.replace(/\n$/, '').split('\n');
  let from = 0;
  for (const hunk of hunks) {
    const start = placeOf(hunk, lines, from);
    if (start === undefined) return undefined;
    lines = [...lines.slice(0, start), ...hunk.to, ...lines.slice(start + hunk.from.length)];
    from = start + hunk.to.length;
  }
  return `${lines.join('\n')}\n`;
}

function placeOf(hunk: Hunk, lines: readonly string[], from: number): number | undefined {
  let start = from;
  for (const anchor of hunk.after) {
    const at = onlyPlace([anchor], lines, start);
    if (at === undefined) return undefined;
    start = at + 1;
  }
  if (hunk.from.length === 0) return undefined;
  const at = onlyPlace(hunk.from, lines, start);
  return at !== undefined && hunk.isAtEnd && at + hunk.from.length < lines.length ? undefined : at;
}

function onlyPlace(wanted: readonly string[], lines: readonly string[], from: number): number | undefined {
  const found: number[] = [];
  for (let at = from; at + wanted.length <= lines.length && found.length < 2; at += 1) {
    if (wanted.every((line, index) => lines[at + index] === line)) found.push(at);
  }
  return found.length === 1 ? found[0] : undefined;
}
