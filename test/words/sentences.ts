/** Words that read as translated, and say nothing that a plainer word would not say. */
const BANNED =
  /\bstands?\b|\btells?\b|\bweighs?\b|\b(?:is|are|be|been) told\b|\bbe had\b|\b(?:is|are) had\b|\bnot so\b|\bmend(?:s|ed)?\b|(?<=^|[.:] )What /gm;

/** Quoted text, code in backticks and keywords of SQL one after the other: each is read as one word. */
const NAMES = /`[^`]*`|"[^"]*"|(?<=^|\s)'[^']*'(?=[\s,.;:]|$)|\b[A-Z]{2,}(?: [A-Z]{2,})+\b/g;

export function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.?!])\s+(?=[A-Z{`])/);
}

export function countWords(sentence: string): number {
  return sentence
    .replaceAll(NAMES, 'name')
    .split(/\s+/)
    .filter((word) => /\w/.test(word)).length;
}

export function bannedIn(text: string): readonly string[] {
  return Array.from(text.matchAll(BANNED), ([words]) => words.trim());
}
