/** A line of a shell script that upgrades the database, and what the script does where that fails. */
export interface MigrationStart {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** `unclear`: the script decides in a way that is not read here. */
  readonly onFailure: 'goes-on' | 'stops' | 'unclear';
}

/** The scripts among these paths that may start a server. */
export function startScriptsAmong(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => /(?:^|\/)(?:[^/]+\.(?:ba)?sh|start|entrypoint|release)$/i.test(path));
}

/** Every `alembic upgrade` of a shell script. */
export function migrationStarts(path: string, text: string): readonly MigrationStart[] {
  const lines = logicalLines(text);
  return lines.flatMap(({ line, words }, index) => {
    const call = words.length > LONGEST ? null : UPGRADE.exec(words);
    if (call === null || NO_CALL.test(words)) return [];
    const onFailure = onFailureOf({
      before: call[1] ?? '',
      after: words.slice(call[0].length),
      next: lines.slice(index + 1).map((one) => one.words),
      isStrict: isStrictAt(text, lines.slice(0, index)),
      isInBlock: isInBlock(lines.slice(0, index)),
      text,
    });
    return [{ path, line, onFailure }];
  });
}

interface LogicalLine {
  readonly line: number;
  /** Without the space around it, comments, and where its output goes. */
  readonly words: string;
}

/** What stands on several lines with `\` between them is one; lines without words are none. */
function logicalLines(text: string): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  let kept = '';
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const words = kept + raw.replace(/(?:^|\s)#.*$|\d?>&\d/g, '').trim();
    kept = words.endsWith('\\') ? `${words.slice(0, -1).trim()} ` : '';
    if (kept === '' && words !== '') lines.push({ line: index + 1, words });
  }
  return lines;
}

const UPGRADE = /^(.*?)\balembic\b[^|&;<>]*?\bupgrade\b[^|&;]*/;

/** Of a line that somebody writes; others take too long to look through. */
const LONGEST = 2000;

/** Somebody is told about the command, or its SQL is written down. */
const NO_CALL = /^(?:echo|printf)\s|\bupgrade\b[^|&;]*--sql\b/;

type OnFailure = MigrationStart['onFailure'];

interface Around {
  /** On its line. */
  readonly before: string;
  readonly after: string;
  /** Lines below it. */
  readonly next: readonly string[];
  /** Whether the shell ends by itself where a command fails. */
  readonly isStrict: boolean;
  /** Whether it stands between braces, as in a function. */
  readonly isInBlock: boolean;
  readonly text: string;
}

/** Such as `(cd ./app && poetry run `, and neither a loop nor a chain. */
const PLAIN = /^(?!(?:while|until|for)\b)(?:\(?\s*cd\s[^|&;]*(?:&&|;)\s*)?(?:(?:\w+=\S*|[\w./-]+)\s+)*$/;

function onFailureOf(around: Around): OnFailure {
  const { before, after, next } = around;
  if (/^(?:el)?if\b(?!.*\bthen\b)/.test(before)) return byBlock([after, ...next], FI);
  if (!PLAIN.test(before)) return 'unclear';
  if (after.startsWith('||')) return byHandler(after.slice(2).trim(), around);
  if (after.startsWith('&&')) return /\bexec\b/.test(after) ? 'stops' : 'unclear';
  return /^[|&]/.test(after) ? 'unclear' : byWhatFollows(around);
}

function byWhatFollows({ after, next, isStrict, isInBlock: isWithin }: Around): OnFailure {
  // A shell is not strict in what a condition calls: `migrate || echo going on`.
  if (isStrict) return isWithin ? 'unclear' : 'stops';
  const [first, ...others] = after.startsWith(';') ? [after.slice(1).trim(), ...next] : next;
  // The script ends with the command, and with its exit code.
  if (first === undefined) return 'stops';
  if (/^if\b.*\$\?/.test(first)) return byBlock([first.slice(2), ...others], FI);
  return /\$\?|^\}/.test(first) ? 'unclear' : 'goes-on';
}

/** What runs where the command fails: `|| exit 1`, `|| { echo no; exit 1; }`, `|| failed "$?"`. */
function byHandler(handler: string, { next, text }: Around): OnFailure {
  if (handler.startsWith('{')) return byBlock([handler, ...next], BRACE);
  if (/^(?:exit|return|true|:|echo|printf|logger)(?:\s|;|$)/.test(handler)) return byBlock([handler], ANY);
  const name = /^\w+/.exec(handler)?.[0];
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => name !== undefined && line.trim().startsWith(`${name}()`));
  return start === -1 ? 'unclear' : byBlock(lines.slice(start), BRACE);
}

const FI = /^fi\b|;\s*fi\b/;
const BRACE = /^\s*\}|;\s*\}/;
const ANY = /^/;

/** What runs up to the first line with that end; what it decides once more is not read. */
function byBlock(lines: readonly string[], end: RegExp): OnFailure {
  const last = lines.findIndex((line) => end.test(line));
  const block = lines.slice(0, last + 1).join('\n');
  if (last === -1 || DECIDES.test(block)) return 'unclear';
  return ENDS.test(block) ? 'stops' : 'goes-on';
}

const DECIDES =
  /(?:^|[;{]|\b(?:then|do|else)\s)\s*(?:if|case|while|until|for|exec|(?:exit|return)\s+0)\b|[|&]\s*(?:exit|return|exec)\b/m;
const ENDS = /(?:^|[;{]|\b(?:then|do|else)\s)\s*(?:exit|return)\b/m;

function isInBlock(before: readonly LogicalLine[]): boolean {
  const depth = before.reduce((open, { words }) => {
    const closed = Math.max(0, open - (words.startsWith('}') ? 1 : 0));
    return closed + (/(?:^|\s|\))\{$/.test(words) ? 1 : 0);
  }, 0);
  return depth > 0;
}

function isStrictAt(text: string, before: readonly LogicalLine[]): boolean {
  return before.reduce(
    (isStrict, { words }) => {
      if (/^set\s+(?:\S+\s+)*(?:-\w*e|-o\s+errexit)/.test(words)) return true;
      return isStrict && !/^set\s+(?:\S+\s+)*(?:\+\w*e|\+o\s+errexit)/.test(words);
    },
    /^#!.*\bsh\s+-\w*e/.test(text),
  );
}
