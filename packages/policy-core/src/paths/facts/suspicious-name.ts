import { gitLookAlike } from './git-look-alike.ts';

/**
 * Why nobody gives a file such a name by chance: a clause such as "it holds the invisible character U+200B".
 *
 * `undefined` for names that are merely unusual, in whatever script. Bytes that are not UTF-8 come
 * as lone surrogates U+DC80..U+DCFF.
 */
export function suspiciousName(path: string): string | undefined {
  return notUtf8(path) ?? unseenCharacter(path) ?? backslash(path) ?? firstOf(path.split('/'), oddName);
}

function notUtf8(path: string): string | undefined {
  const code = /\p{Surrogate}/u.exec(path)?.[0].codePointAt(0);
  if (code === undefined) return undefined;
  const isByte = code >= 0xdc80 && code <= 0xdcff;
  return isByte
    ? `it is not UTF-8: it holds the byte 0x${(code - 0xdc00).toString(16).toUpperCase()}`
    : `it is not UTF-8: it holds half of a character, ${named(code)}`;
}

/** In the order in which they are looked for: what directs text is invisible as well. */
const UNSEEN = [
  { kind: 'the control character', signs: /\p{Cc}/u },
  { kind: 'the line separator', signs: /[\p{Zl}\p{Zp}]/u },
  { kind: 'the text direction mark', signs: /\p{Bidi_Control}/u },
  { kind: 'the invisible character', signs: /[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u },
] as const;

function unseenCharacter(path: string): string | undefined {
  const rest = withoutSeenJoins(path);
  return firstOf(UNSEEN, ({ kind, signs }) => {
    const code = signs.exec(rest)?.[0].codePointAt(0);
    return code === undefined ? undefined : `it holds ${kind} ${named(code)}`;
  });
}

const EMOJI = String.raw`\p{Extended_Pictographic}[\ufe0e\ufe0f]?\p{Emoji_Modifier}?`;
/** England, Scotland, Wales: a black flag, tags that nobody sees, and their end. */
const FLAG = String.raw`\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}`;
const KEYCAP = String.raw`[#*0-9]\ufe0f\u20e3`;
const EMOJIS = new RegExp(`${FLAG}|${KEYCAP}|${EMOJI}(?:\\u200d${EMOJI})*`, 'gu');
/** Between Arabic letters, and behind the sign of India's scripts that drops a vowel, a join is spelling. */
const SPELLING =
  /(?<=\p{Script=Arabic})\u200c(?=\p{Script=Arabic})|(?<=[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca])[\u200c\u200d]/gu;

/** Invisible characters that change what is seen are no trick. */
function withoutSeenJoins(path: string): string {
  return /\p{Default_Ignorable_Code_Point}/u.test(path)
    ? path.replaceAll(EMOJIS, '').replaceAll(SPELLING, '')
    : path;
}

function backslash(path: string): string | undefined {
  return path.includes('\\') ? 'it has a backslash, which separates directories on Windows' : undefined;
}

function oddName(name: string): string | undefined {
  const shown = JSON.stringify(name);
  const likeness = gitLookAlike(name);
  if (likeness !== undefined) return `its part ${shown} is ${likeness} to some file systems`;
  if (/:\$[a-z_]+$/i.test(name)) return `its part ${shown} opens a stream of a file on Windows`;
  if (name.endsWith('.')) return `its part ${shown} ends in a dot, which Windows leaves out`;
  if (name.endsWith(' ')) return `its part ${shown} ends in a blank, which Windows leaves out`;
  const blank = /\p{Zs}$/u.exec(name)?.[0].codePointAt(0);
  if (blank !== undefined) return `its part ${shown} ends in the blank ${named(blank)}, which nobody sees`;
  return undefined;
}

/** A part that no Windows can check out, as a clause: elsewhere it is a name like any other. */
export function deviceName(path: string): string | undefined {
  const name = path.split('/').find((part) => DEVICE.test(part));
  return name === undefined ? undefined : `its part ${JSON.stringify(name)} is a device on Windows`;
}

/** With any ending: `nul.txt` is the device as well. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:[.:].*)?$/i;

function firstOf<T>(items: readonly T[], answer: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = answer(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function named(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
