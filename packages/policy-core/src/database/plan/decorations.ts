/**
 * The same text, with spaces where a program has put something before the text of a line, or behind it: marks of lists,
 * diffs and quotations, numbers, frames, prompts. Offsets stay.
 */
export function undecorated(text: string): string {
  return text
    .replace(BEFORE, (marks) => ' '.repeat(marks.length))
    .replace(BEHIND, (marks) => ' '.repeat(marks.length));
}

const BEFORE =
  /^[\t ]*(?:(?:[>|│┃┆▌•·●◦▪❯›»➜→⚠✔✓✗✖ℹ*+]|-(?!-)|\d+[.):]|\[(?:\d+|[ x✓✔✗*i+-])\]|\w[\w.@-]*[=(*!]?[#>](?=[\t ])|query:|Executing \([^)\n]*\):)(?:[\t ]+|$)){1,8}/gmu;

const BEHIND = /[\t ]*[|│┃]$/gm;
